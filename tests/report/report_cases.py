"""A team of 24 whose December has a bit of everything a report shows, and a reader of pages."""

from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from tests import teams
from tests.teams import CHRISTMAS, HOLIDAYS, SCHEDULE, TRACKS, head

import rotation
from rotation.plans.plan import Plan

TODAY = date(2026, 10, 1)
SCRIPT = "<script>alert(1)</script>"
IMAGE = "\"><img src=x onerror='alert(2)'>"
LONG = "Wolfeschlegelsteinhausenbergerdorff-Hauptmannsverteidigungsministerium"
ENTITY = "Tom & Jerry &lt;b&gt;"
NAMES = (SCRIPT, IMAGE, ENTITY, "陳嘉欣", *(f"Person Number{n:02d}" for n in range(4, 23)), LONG)

HEAD = (
    head('calendar_id = "ops"', name="Ops <i>on call</i>")
    + HOLIDAYS
    + TRACKS
    + CHRISTMAS.replace("Christmas week", "Christmas & New Year")
)
# p04 was published for a week of December and is away then.
TIME_OFF = """engineer,start,end,kind,note
p04,2026-12-07,2026-12-13,vacation,a very private operation
p06,2026-12-01,2026-12-31,leave,
"""
HISTORY = (
    SCHEDULE + "A-2025-12-08,A,regular,2025-12-08T11:00:00-05:00,2025-12-15T11:00:00-05:00,p04\n"
    "A-2026-01-05,A,regular,2026-01-05T11:00:00-05:00,2026-01-12T11:00:00-05:00,p05\n"
    "A-2026-01-26,A,regular,2026-01-26T11:00:00-05:00,2026-02-02T11:00:00-05:00,p05\n"
    "B-2026-03-11,B,regular,2026-03-11T11:00:00-04:00,2026-03-18T11:00:00-04:00,p00\n"
    "B-2026-03-18,B,regular,2026-03-18T11:00:00-04:00,2026-03-25T11:00:00-04:00,p01\n"
    "B-2026-03-25,B,regular,2026-03-25T11:00:00-04:00,2026-04-01T11:00:00-04:00,p02\n"
)
PUBLISHED = (
    SCHEDULE + "B-2026-11-25,B,regular,2026-11-25T11:00:00-05:00,2026-12-02T11:00:00-05:00,p07\n"
    "A-2026-12-07,A,regular,2026-12-07T11:00:00-05:00,2026-12-14T11:00:00-05:00,p04\n"
)
VOLUNTEERS = """engineer,start,end,max_shifts,preference
p08,2026-12-25,2026-12-28,1,1
p09,2026-12-25,2027-01-01,2,2
"""


def write_team(folder: Path) -> Path:
    """Write the team's files."""
    people = "".join(
        f'[[engineer]]\nname = """{name}"""\nid = "p{n:02d}"\njoined = 2020-01-06\n'
        for n, name in enumerate(NAMES)
    ).replace('""""', '"""\\"')
    return teams.write_team(
        folder,
        HEAD + people,
        columns={},
        time_off=TIME_OFF,
        history=HISTORY,
        published=PUBLISHED,
        volunteers=VOLUNTEERS,
    )


def plan_of(folder: Path) -> Plan:
    """Plan the team's December."""
    return rotation.load(write_team(folder)).plan(month="2026-12", today=TODAY)


class Page(HTMLParser):
    """What a browser would make of a page: its elements with attributes, and its text.

    Attributes
    ----------
    elements : list of (str, dict, tuple of str)
        Name, attributes and names of the elements around it.
    texts : list of (tuple of str, str)
        Names of the elements around it, and the text.
    """

    VOID = frozenset({"meta", "input", "br"})

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None], tuple[str, ...]]] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self._around: list[str] = []
        self.feed(page.decode())
        self.close()
        assert self._around == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        self.elements.append((tag, dict(attrs), tuple(self._around)))
        if tag not in self.VOID:
            self._around.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), tuple(self._around)))

    def handle_endtag(self, tag: str) -> None:
        assert self._around.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((tuple(self._around), data))

    def named(self, *names: str) -> list[dict[str, str | None]]:
        """Return the attributes of the elements with one of the names."""
        return [attributes for name, attributes, _ in self.elements if name in names]

    def inside(self, *names: str) -> set[str]:
        """Return the texts that lie in an element with one of the names."""
        return {text for around, text in self.texts if set(names) & set(around)}
