"""What is said of shifts that are carried over to other bounds, word by word."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.teams import TRACK_A, make_team

from rotation.model.shifts import Entry, ShiftKind
from rotation.trades.carry_over import CarriedOver, carried_over, shortened
from rotation.written.aligned import Alignment

TEAM = make_team("ada", "bela", tracks=(TRACK_A,))
MONDAY = datetime(2026, 12, 7, 16, tzinfo=UTC)


def line(shift: str, day: int, hour: int, days: int, who: str | None) -> Entry:
    """Return a line that begins so many days after the Monday, at an hour in New York."""
    start = MONDAY + timedelta(days=day, hours=hour - 11)
    return Entry(shift, "A", ShiftKind.REGULAR, start, start + timedelta(days=days), who)


def alignment(before: list[Entry], after: list[Entry]) -> Alignment:
    return Alignment(replace(TEAM, published=tuple(before)), replace(TEAM, published=tuple(after)))


WEEK = line("A-2026-12-07", 0, 11, 7, "ada")
NEXT = line("A-2026-12-14", 7, 11, 7, "bela")
PARTS = line("A-2026-12-07", 0, 11, 3, "ada"), line("A-2026-12-07+2", 3, 11, 4, "bela")


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        (
            (WEEK,),
            (line("A-2026-12-07", 0, 9, 7, "ada"),),
            "Mon 7 Dec 09:00 EST to Mon 14 Dec 09:00 EST, was 11:00 to 11:00",
        ),
        (
            (WEEK,),
            (line("A-2026-12-07", 1, 11, 7, "ada"),),
            "Tue 8 Dec 11:00 EST to Tue 15 Dec 11:00 EST, "
            "was Mon 7 Dec 11:00 EST to Mon 14 Dec 11:00 EST",
        ),
        (
            (WEEK,),
            (line("A-2026-12-07", 0, 11, 6, "bela"),),
            "Mon 7 Dec 11:00 EST to Sun 13 Dec 11:00 EST, was 11:00 to Mon 14 Dec 11:00 EST: Bela",
        ),
        (
            (WEEK,),
            PARTS,
            "Mon 7 Dec 11:00 EST to Mon 14 Dec 11:00 EST: Ada, from Thu 10 Dec 11:00 EST Bela",
        ),
        ((), (WEEK,), "new, Mon 7 Dec 11:00 EST to Mon 14 Dec 11:00 EST: Ada"),
        (
            PARTS,
            (),
            "gone, Mon 7 Dec 11:00 EST to Mon 14 Dec 11:00 EST: Ada, "
            "from Thu 10 Dec 11:00 EST Bela",
        ),
        (
            (),
            (replace(WEEK, engineer="zoe"),),
            "new, Mon 7 Dec 11:00 EST to Mon 14 Dec 11:00 EST: zoe",
        ),
    ],
)
def test_a_shift_in_a_sentence(
    before: tuple[Entry, ...], after: tuple[Entry, ...], text: str
) -> None:
    """New bounds, the old ones as far as they differ, and people only where they change."""
    assert CarriedOver("A-2026-12-07", before, after).text(TEAM) == f"A-2026-12-07: {text}"


def test_what_changes_comes_in_order_of_time() -> None:
    """New, changed and gone shifts by their start now, or before; what stays is left out."""
    gone, moved = line("A-2026-12-09", 2, 11, 2, "ada"), line("A-2026-12-14", 6, 11, 8, "bela")
    later = line("A-2026-12-21", 14, 11, 7, "ada")
    new = line("A-2026-12-11", 4, 11, 2, None)
    changes = carried_over(alignment([WEEK, gone, NEXT, later], [later, moved, new, WEEK]))
    assert [(c.shift, c.before, c.after) for c in changes] == [
        ("A-2026-12-09", (gone,), ()),
        ("A-2026-12-11", (), (new,)),
        ("A-2026-12-14", (NEXT,), (moved,)),
    ]
    assert changes[2].as_dict(TEAM) == {
        "shift": "A-2026-12-14",
        "before": [
            {
                "shift": "A-2026-12-14",
                "start": "2026-12-14T11:00:00-05:00",
                "end": "2026-12-21T11:00:00-05:00",
                "engineer": "bela",
            }
        ],
        "after": [
            {
                "shift": "A-2026-12-14",
                "start": "2026-12-13T11:00:00-05:00",
                "end": "2026-12-21T11:00:00-05:00",
                "engineer": "bela",
            }
        ],
    }


def test_less_than_before_is_reported() -> None:
    """Only where the last end of a track comes earlier; more, equal or nothing is no loss."""
    shorter = line("A-2026-12-14", 7, 11, 6, "bela")
    assert list(shortened(alignment([WEEK, NEXT], [WEEK, shorter]))) == [
        "track A: published until Sun 20 Dec 11:00 EST, was until Mon 21 Dec 11:00 EST"
    ]
    for before, after in (([WEEK], [WEEK, NEXT]), ([NEXT, WEEK], [NEXT]), ([], [WEEK]), ([], [])):
        assert not list(shortened(alignment(before, after)))
    assert not list(shortened(alignment([WEEK], [])))
