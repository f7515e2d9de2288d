from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser

from analysis_cases import ONE_TRACK
from tests.teams import plannable

from rotation.analysis.ledger import Ledger
from rotation.api import Rotation
from rotation.plans.plan import Plan

EVIL = "<script>alert('Ö & \"x\"')</script>"


class Cells(HTMLParser):
    """The texts of a page's cells, and all tags it has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: set[str] = set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        if tag in {"td", "th"}:
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


def team() -> Rotation:
    people = tuple(replace(e, name=EVIL) for e in ONE_TRACK.engineers)
    return plannable(replace(ONE_TRACK, engineers=people, name="A & <b>"))


def plan() -> Plan:
    return team().plan(start=date(2027, 3, 1), weeks=2, today=date(2027, 1, 1))


def test_a_plan_is_a_table_of_text() -> None:
    """Names full of HTML stay text; every shift and every goal has a row."""
    planned = plan()
    page = planned._repr_html_()
    seen = Cells(page)
    assert seen.tags == {"p", "b", "table", "thead", "tbody", "tr", "th", "td"}
    assert page.count("<b>") == 1
    assert f"{EVIL} (ada)" in seen.cells
    assert [row.shift.id in seen.cells for row in planned.rows] == [True] * len(planned.rows)
    assert [o.title in seen.cells for o in planned.objectives] == [True] * len(planned.objectives)
    assert page == plan()._repr_html_()
    # The caption is what the plan calls itself, without the angle brackets.
    assert repr(planned) == f"<{escaped_caption(page)}>"


def escaped_caption(page: str) -> str:
    return unescape(page.partition("<b>")[2].partition("</b>")[0])


def test_nobody_on_call_is_reported() -> None:
    """An open shift reads as no-one, as in the calendar."""
    open_one = team().amended(engineers=tuple(replace(e, tracks=()) for e in team().engineers))
    page = open_one.plan(start=date(2027, 3, 1), weeks=1, today=date(2027, 1, 1))._repr_html_()
    assert "no-one" in Cells(page).cells
    assert "open" in Cells(page).cells


def test_a_ledger_is_a_table_of_text() -> None:
    """A plan's ledger has a row per person, and names full of HTML stay text."""
    ledger = plan().ledger()
    assert isinstance(ledger, Ledger)
    seen = Cells(ledger._repr_html_())
    assert seen.cells.count(EVIL) == len(ledger.lines)
    assert "script" not in seen.tags


def test_numbers_of_a_ledger_are_load_share_and_difference() -> None:
    """Each ledger has the load, the share with two digits, and the signed difference."""
    ledger = plan().ledger()
    line = ledger.lines[0]
    first = Cells(replace(ledger, lines=(line,))._repr_html_()).cells[13:]
    load, share = line.load.shifts, float(line.shares["shifts"])
    assert first[1:4] == [str(load), f"{share:.2f}", f"{load - share:+.2f}"]


def test_the_ledger_of_a_window_shows_itself_alike() -> None:
    """The ledger of a window has the same table as that of a plan with this window."""
    planned = plan()
    table = planned.rotation
    assert isinstance(table, Rotation)
    assert table.ledger(draft=planned)._repr_html_() == planned.ledger()._repr_html_()
