"""What a plan says besides itself, without any solver: each note from where it begins to hold."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from analysis_cases import TWO_TRACKS, engineer, line, local

from rotation.checks.open_shifts import openings
from rotation.horizon.clock import midnight
from rotation.model.people import Offer
from rotation.model.roster import Roster
from rotation.model.settings import RotationData
from rotation.model.shifts import ShiftKind
from rotation.model.source import Source
from rotation.plans.note import Topic
from rotation.plans.notes import notes_of
from rotation.problems import build_problem
from rotation.rules import DEFAULT_RULES

NOTHING = SimpleNamespace(
    stopped="",
    tolerated=(),
    unable=(),
    objectives=(),
    rows=(),
    short_notice=(),
    breaches=(),
    rules=DEFAULT_RULES,
    goals=(),
)
TODAY = date(2026, 9, 1)


def notes(
    rotation: RotationData,
    first: str,
    last: str,
    holders: Mapping[str, str] | None = None,
    **more: object,
) -> dict[Topic, tuple[str, ...]]:
    """Return the lines of each note on a roster that was not planned: all open but for holders."""
    zone = ZoneInfo(rotation.timezone)
    start, end = (midnight(zone, date.fromisoformat(day)) for day in (first, last))
    problem = build_problem(rotation, start, end, TODAY)
    held = {shift.id: None for shift in problem.shifts} | dict(holders or {})
    open_shifts = openings(problem, Roster(held), DEFAULT_RULES)
    by_kind = {kind: tuple(o for o in open_shifts if o.shift.kind is kind) for kind in ShiftKind}
    plan = SimpleNamespace(
        **{
            **vars(NOTHING),
            "rotation": rotation,
            "problem": problem,
            "roster": Roster(held),
            "today": TODAY,
            "openings": open_shifts,
            "open_regular": by_kind[ShiftKind.REGULAR],
            "open_volunteer": by_kind[ShiftKind.VOLUNTEER],
            "rules": more.get("rules", DEFAULT_RULES),
            "short_notice": tuple(problem.shift(s) for s in more.get("short_notice", ())),
        }
    )
    return {note.topic: note.lines for note in notes_of(plan)}  # type: ignore[arg-type]


def team(*people: str, **more: object) -> RotationData:
    return replace(TWO_TRACKS, engineers=tuple(map(engineer, people)), **more)


@pytest.mark.parametrize("others", [4, 5, 6, 7])
def test_five_people_are_named_who_could_volunteer(others: int) -> None:
    """The sixth and those behind are counted."""
    names = ("ada", "bela", "cleo", "dora", "emil", "fay", "gus")[:others]
    note = notes(team(*names), "2026-12-25", "2026-12-27")[Topic.OPEN_VOLUNTEER][-1]
    named = [f"{name.title()} (0 days)" for name in names[:5]]
    more = [f"{others - 5} more"] if others > 5 else []
    assert note == (
        "Christmas week: 2 more offers needed; free, with the fewest volunteer "
        f"days since 2023-12-25: {', '.join([*named, *more])}"
    )


def test_who_volunteered_is_asked_with_their_days() -> None:
    """One day is a day; who is away is not asked; without anybody that is said."""
    christmas = {
        day: line(
            f"A-2025-12-{day}",
            f"2025-12-{day}T00:00",
            f"2025-12-{day + n}T00:00",
            who,
            kind=ShiftKind.VOLUNTEER,
        )
        for day, n, who in ((25, 1, "bela"), (26, 2, "cleo"))
    }
    worked = team("ada", "bela", "cleo", history=tuple(christmas.values()))
    texts = notes(worked, "2026-12-25", "2026-12-27", {"A-2026-12-25": "ada"})
    assert (
        texts[Topic.OPEN_VOLUNTEER][-1].partition("2023-12-25: ")[2]
        == "Bela (1 day), Cleo (2 days)"
    )
    assert "1 more offer needed" in texts[Topic.OPEN_VOLUNTEER][-1]
    alone = notes(team("ada"), "2026-12-25", "2026-12-27", {"A-2026-12-25": "ada"})
    assert alone[Topic.OPEN_VOLUNTEER][-1].endswith("1 more offer needed; nobody else is free then")


def test_a_period_goes_on_only_if_shifts_of_it_lie_behind() -> None:
    """A horizon that ends with the period's last day, or before its first, cuts nothing."""
    assert Topic.GOES_ON not in notes(team("ada"), "2026-12-01", "2027-01-02")
    assert Topic.GOES_ON not in notes(team("ada"), "2026-12-01", "2026-12-25")
    texts = notes(team("ada"), "2026-12-01", "2026-12-31")[Topic.GOES_ON]
    assert texts == (
        "Christmas week: A-2026-12-31, B-2026-12-31; to plan them together, give --from and "
        "--to 2027-01-02",
    )


def test_an_offer_is_useless_if_no_shift_lies_inside() -> None:
    """A day is too little for two; one that touches the horizon from outside is not looked at."""
    offers = (
        Offer("ada", local("2026-12-25T00:00"), local("2026-12-27T00:00"), wording="both days"),
        Offer("ada", local("2026-12-26T00:00"), local("2026-12-28T00:00"), wording="across"),
        Offer("ada", local("2026-11-29T00:00"), local("2026-12-01T00:00"), wording="before"),
        Offer("ada", local("2027-01-02T00:00"), local("2027-01-04T00:00"), wording="behind"),
        Offer(
            "bela",
            local("2026-12-01T00:00"),
            local("2026-12-02T00:00"),
            wording="no period",
            source=Source("volunteers.csv", 7),
        ),
    )
    texts = notes(team("ada", "bela", offers=offers), "2026-12-01", "2027-01-02")
    assert texts[Topic.USELESS_OFFERS] == (
        "offer: Ada, across",
        "volunteers.csv:7: Bela, no period",
    )


def test_an_offer_outside_own_hours_or_skills_is_reported() -> None:
    """Friday is off, and B needs a skill: each is a line; what is settled is not looked at."""
    days = local("2026-12-25T00:00"), local("2026-12-27T00:00")
    skilled = replace(TWO_TRACKS.tracks[1].settings[0], needs=("database",))
    tracks = TWO_TRACKS.tracks[0], replace(TWO_TRACKS.tracks[1], settings=(skilled,))
    rotation = replace(
        TWO_TRACKS,
        tracks=tracks,
        engineers=(
            engineer("ada", off=(4,), skills=("database",)),
            engineer("bela", tracks=("B",)),
            engineer("cleo", skills=("database",)),
        ),
        offers=(
            Offer("ada", *days, source=Source("volunteers.csv", 2)),
            Offer("bela", *days),
            Offer("cleo", *days),
        ),
    )
    assert notes(rotation, "2026-12-01", "2027-01-02")[Topic.FORBIDDEN_OFFERS] == (
        "volunteers.csv:2: Ada has Fri off: A-2026-12-25, B-2026-12-25",
        "offer: Bela lacks the skill database: B-2026-12-25",
    )
    without = tuple(rule for rule in DEFAULT_RULES if rule.name != "skills")
    assert notes(rotation, "2026-12-01", "2027-01-02", rules=without)[Topic.FORBIDDEN_OFFERS] == (
        "volunteers.csv:2: Ada has Fri off: A-2026-12-25, B-2026-12-25",
    )
    worked = line(
        "A-2026-12-25", "2026-12-25T00:00", "2026-12-27T00:00", "cleo", kind=ShiftKind.VOLUNTEER
    )
    settled = replace(rotation, history=(worked,), engineers=rotation.engineers[::2])
    settled = replace(settled, offers=rotation.offers[::2])
    assert notes(settled, "2026-12-25", "2027-01-02")[Topic.FORBIDDEN_OFFERS] == (
        "volunteers.csv:2: Ada has Fri off: B-2026-12-25",
    )


def test_a_hole_of_hours_is_a_hole() -> None:
    """Between the end of what is written and the first planned shift nothing may lie."""
    week = line("A-2026-11-02", "2026-11-02T11:00", "2026-11-09T11:00", "ada")
    short = replace(week, end=local("2026-11-09T09:30"))
    early = replace(week, end=local("2026-11-07T09:30"))
    for entry, expected in (
        (week, None),
        (short, ("track A on 2026-11-09 from 09:30 to 11:00",)),
        (
            early,
            (
                "track A from 2026-11-07 to 2026-11-09: publish that plan first, or its rest and "
                "loads are left out",
            ),
        ),
    ):
        texts = notes(team("ada", "bela", history=(entry,)), "2026-11-09", "2026-11-30")
        assert texts.get(Topic.HOLES) == expected, expected


def test_who_has_to_hear_of_new_shifts_is_named_once_in_order_of_names() -> None:
    """All shifts of a person stand behind the name; open ones are nobody's."""
    holders = {"A-2026-11-02": "bela", "A-2026-11-09": "ada", "A-2026-11-16": "bela"}
    soon = (*holders, "A-2026-11-23")
    texts = notes(team("ada", "bela"), "2026-11-02", "2026-11-30", holders, short_notice=soon)
    assert texts[Topic.SHORT_NOTICE] == ("Ada: A-2026-11-09", "Bela: A-2026-11-02, A-2026-11-16")
    nobody = notes(team("ada", "bela"), "2026-11-02", "2026-11-30", {}, short_notice=soon)
    assert Topic.SHORT_NOTICE not in nobody


@pytest.mark.parametrize(
    ("late", "joined", "noted"),
    [(14, "2026-01-05", False), (15, "2026-01-05", True), (15, "2020-01-06", False)],
)
def test_records_may_begin_two_weeks_after_the_window(late: int, joined: str, noted: bool) -> None:
    """A day more is told when somebody was not there, grace included, as the window began."""
    first = midnight(ZoneInfo("America/New_York"), date(2025, 11, 2)) + timedelta(days=late)
    record = replace(
        line("A-2025-11-17", "2025-11-17T11:00", "2025-11-24T11:00", "ada"),
        start=first,
        end=first + timedelta(days=7),
    )
    new = replace(engineer("bela"), joined=date.fromisoformat(joined))
    rotation = replace(team("ada"), engineers=(engineer("ada"), new), history=(record,))
    texts = notes(rotation, "2026-11-02", "2026-11-30")
    assert (Topic.SHORT_HISTORY in texts) is noted


@pytest.mark.parametrize(("days", "noted"), [(0, False), (1, True)])
def test_who_joined_as_the_window_began_was_there(days: int, noted: bool) -> None:
    """Grace included: a day later, and the missing records lower the share."""
    joined = date(2025, 11, 2) - timedelta(days=60) + timedelta(days=days)
    new = replace(engineer("bela"), joined=joined)
    rotation = replace(team("ada"), engineers=(engineer("ada"), new))
    texts = notes(rotation, "2026-11-02", "2026-11-30")
    assert (Topic.SHORT_HISTORY in texts) is noted
    if noted:
        (text,) = texts[Topic.SHORT_HISTORY]
        assert text.startswith("no shift is recorded, but shares count days from 2025-11-02: ")
        assert "set history_days to at most 0" in text
