"""For each default rule, shifts that break it in other hands than those that hold them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from tests.teams import CHRISTMAS_WEEK, NEW_YORK, make_team, plannable

from rotation import Rotation
from rotation.horizon import shifts_of
from rotation.model.elsewhere import Elsewhere
from rotation.model.people import Offer, TimeOff, TimeOffKind
from rotation.model.settings import Configured, Pin
from rotation.model.shifts import Entry, Shift, ShiftKind, Status, Window
from rotation.model.source import Source
from rotation.model.tracks import Track, WeeklyWindow
from rotation.testing import make_shift

TODAY, START, END = date(2026, 10, 1), date(2026, 12, 7), date(2027, 1, 4)
SPARE = "B-2026-12-30"
"""A shift of January that anybody can hold beside any other."""

_ZONE = ZoneInfo(NEW_YORK)
_NAMES = ("ada", "ben", "cy", "dee", "eve", "flo", "gus")
"""They hold a regular shift each, in this order; Ivo holds none."""

_NEW = {"joined": date(2026, 8, 1)}
"""Serves from 30 September and is new until 28 January."""


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=_ZONE).astimezone(UTC)


_CHRISTMAS = (_at("2026-12-25"), _at("2027-01-02"))


@dataclass(frozen=True)
class Case:
    """One way to break a rule: a shift of the published plan goes to somebody else.

    Attributes
    ----------
    rule, about : str
        Name of the rule, and which way it is.
    shift, taker : str
        Who breaks the rule by holding which shift.
    changed : mapping of str to object
        What is different about the team.
    people : mapping of str to mapping
        What is different about some people, by id.
    refused : frozenset of str
        Which of `trade` and `plan` do not judge such lines but refuse them.
    """

    rule: str
    about: str
    shift: str = "A-2026-12-14"
    taker: str = "ivo"
    changed: Mapping[str, object] = field(default_factory=dict)
    people: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()

    @property
    def team(self) -> Rotation:
        """The team, with a published plan that breaks nothing."""
        made = _team()
        people = (replace(e, **self.people.get(e.id, {})) for e in made.engineers)
        return made.amended(engineers=tuple(people), **self.changed)

    @property
    def broken(self) -> tuple[Entry, ...]:
        """The lines of a plan that breaks the rule."""
        return given(self.team.published, self.shift, self.taker)

    def __str__(self) -> str:
        return f"{self.rule}-{self.about.replace(' ', '-')}"


def given(lines: Sequence[Entry], shift: str, taker: str) -> tuple[Entry, ...]:
    """Return the lines of a schedule with a shift in other hands."""
    assert any(line.shift == shift and line.engineer != taker for line in lines)
    return tuple(replace(line, engineer=taker) if line.shift == shift else line for line in lines)


def locked(lines: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the same lines, published as locked."""
    return tuple(replace(line, status=Status.LOCKED) for line in lines)


@cache
def _team() -> Rotation:
    """Return two tracks and nine people, with four published weeks."""
    team = make_team(
        *_NAMES,
        "hal",
        "ivo",
        special_periods=(CHRISTMAS_WEEK,),
        offers=(Offer("gus", *_CHRISTMAS), Offer("hal", *_CHRISTMAS)),
        goals=("open",),
    )
    shifts = shifts_of(team, _at(f"{START}"), _at(f"{END}"))
    regular = [shift for shift in shifts if shift.kind is ShiftKind.REGULAR]
    holders = dict(zip(regular, _NAMES, strict=True))
    volunteers = {"A": "gus", "B": "hal"}
    lines = (_line(shift, holders.get(shift) or volunteers[shift.track]) for shift in shifts)
    return plannable(team.amended(published=tuple(lines)))


def _line(shift: Shift, holder: str) -> Entry:
    facts = (shift.id, shift.track, shift.kind, shift.start, shift.end, holder)
    return Entry(*facts, source=Source("published.csv", 2))


def _worked(shift: str, start: str, end: str, who: str) -> Mapping[str, object]:
    """Return a team that has one worked shift behind it, a regular one."""
    bounds = (_at(start), _at(end))
    return {"history": (Entry(shift, shift[0], ShiftKind.REGULAR, *bounds, who),)}


def _on_call_for_search(first: str, after: str) -> Mapping[str, object]:
    """Return a team of which one person holds a shift of the team search, with a week of rest."""
    start, end = _at(first), _at(after)
    shift = replace(make_shift(f"C-{first}", start=start), end=end, windows=(Window(start, end),))
    shift = replace(shift, rested=end + timedelta(days=7), rests=())
    place = Source("search/published.csv", 2)
    return {"elsewhere": (Elsewhere("ivo", "search", shift, place),)}


def _with(rule: str, **values: object) -> Mapping[str, object]:
    """Return a team that has a table of a rule."""
    return {"settings": (Configured(f"rules.{rule}", tuple(values.items())),)}


_SECOND_OF_DECEMBER = ("B-2026-12-02", "2026-12-02 11:00", "2026-12-09 11:00")
_AN_HOUR = TimeOff("ivo", _at("2026-12-16 09:00"), _at("2026-12-16 10:00"), TimeOffKind.VACATION)

_DAYTIME = WeeklyWindow((0, 1, 2, 3, 4, 5, 6), time(7), time(22))


def _needing(skill: str) -> tuple[Track, ...]:
    """Return the tracks, each of which needs a skill."""
    return tuple(
        replace(track, settings=tuple(replace(own, needs=(skill,)) for own in track.settings))
        for track in _team().tracks
    )


def _skilled(*unskilled: str) -> Mapping[str, Mapping[str, object]]:
    """Return what is different about a team in which only some people have no skill."""
    return {e.id: {"skills": ("database",)} for e in _team().engineers if e.id not in unskilled}


CASES: tuple[Case, ...] = (
    Case("coverage", "a stranger", taker="zoe", refused=frozenset({"trade", "plan"})),
    Case("time_off", "an hour", changed={"time_off": (_AN_HOUR,)}),
    Case("membership", "in grace", people={"ivo": {"joined": date(2026, 11, 1)}}),
    Case("membership", "gone", people={"ivo": {"leaves": date(2026, 12, 18)}}),
    Case("tracks", "not served", people={"ivo": {"tracks": ("B",)}}),
    Case("overlap", "two at once", taker="dee"),
    Case(
        "overlap",
        "a worked one",
        "A-2026-12-07",
        changed=_worked(*_SECOND_OF_DECEMBER, "ivo"),
    ),
    Case("rest", "one after the other", taker="ada"),
    Case(
        "rest",
        "after a worked one",
        "A-2026-12-14",
        changed=_worked(*_SECOND_OF_DECEMBER, "ivo"),
    ),
    Case(
        "elsewhere",
        "at the same time",
        changed=_on_call_for_search("2026-12-20", "2026-12-22"),
    ),
    Case("elsewhere", "resting", changed=_on_call_for_search("2026-12-08", "2026-12-10")),
    Case("newcomers", "two at once", people={"ivo": _NEW, "dee": _NEW}),
    Case(
        "newcomers",
        "a worked one",
        "A-2026-12-07",
        changed=_worked(*_SECOND_OF_DECEMBER, "hal"),
        people={"ivo": _NEW, "hal": _NEW},
    ),
    Case("volunteers", "not offered", "A-2026-12-27"),
    Case(
        "volunteers",
        "more than offered",
        "A-2026-12-27",
        changed={"offers": (*_team().offers, Offer("ivo", *_CHRISTMAS, max_shifts=0))},
    ),
    Case("skills", "lacking", changed={"tracks": _needing("database")}, people=_skilled("ivo")),
    Case("availability", "a day off", people={"ivo": {"off": (0,)}}),
    Case("availability", "at night", people={"ivo": {"available": (_DAYTIME,)}}),
    Case(
        "locks",
        "pinned",
        changed={"pins": (Pin("A-2026-12-14", "cy"),)},
        refused=frozenset({"plan"}),
    ),
    Case(
        "limit",
        "two in a fortnight",
        "A-2026-12-21",
        "ada",
        changed=_with("limit", shifts=1, days=16, tracks=("A",)),
    ),
    Case(
        "limit",
        "after a worked one",
        "A-2026-12-14",
        changed={
            **_with("limit", shifts=1, days=27, engineers=("ivo",)),
            **_worked("B-2026-11-18", "2026-11-18 11:00", "2026-11-25 11:00", "ivo"),
        },
    ),
    Case(
        "weekends",
        "after a worked one of two",
        changed={
            **_with("weekends", at_most=2, of=5),
            **_worked("B-2026-11-18", "2026-11-18 11:00", "2026-12-02 11:00", "ivo"),
        },
    ),
    Case("apart", "two at once", changed=_with("apart", engineers=("dee", "ivo"))),
    Case(
        "apart",
        "one after the other",
        changed=_with("apart", engineers=("ada", "ivo"), neighbours=True),
    ),
    Case(
        "apart",
        "a worked one",
        "A-2026-12-07",
        changed={
            **_with("apart", engineers=("hal", "ivo")),
            **_worked(*_SECOND_OF_DECEMBER, "hal"),
        },
    ),
    Case(
        "together",
        "nobody who can",
        changed=_with("together", skill="senior", at_least=1, tracks=("A",)),
        people={name: {"skills": ("senior",)} for name in (*_NAMES, "hal")},
    ),
    Case(
        "follow",
        "somebody else next",
        "A-2026-12-21",
        changed={
            **_with("follow", first="B", then="A"),
            "published": given(
                given(_team().published, "A-2026-12-21", "ben"), "A-2027-01-04", "dee"
            ),
        },
    ),
)
"""At least one for each default rule."""
