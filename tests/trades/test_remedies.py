"""Which part is broken and not over, whoever is away, and that what is named fixes it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from living_cases import write

import rotation
from rotation import Rotation
from rotation.checks.breaches import standing_breaches
from rotation.cli import main
from rotation.horizon.clock import midnight
from rotation.model.people import TimeOff
from rotation.rules import Violation
from rotation.trades import cover
from rotation.trades import remedies as remedies_module
from rotation.trades.new_breaches import EarlierBreaches
from rotation.trades.remedies import standing_remedies

PUBLISHED = """shift,track,kind,start,end,engineer
A-2027-03-08,A,regular,2027-03-08T11:00-05:00,2027-03-15T11:00-04:00,ada
A-2027-03-15,A,regular,2027-03-15T11:00-04:00,2027-03-22T11:00-04:00,bela
"""
ZONE = ZoneInfo("America/New_York")
STARTS, ENDS = datetime(2027, 3, 8, 16, tzinfo=UTC), datetime(2027, 3, 15, 15, tzinfo=UTC)
HOUR = timedelta(hours=1)
ABSENCES = st.lists(st.tuples(st.integers(-40, 190), st.integers(1, 60)), min_size=1, max_size=4)
DAYS = st.dates(date(2027, 3, 7), date(2027, 3, 16))


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Rotation:
    """Return a team that needs no rest; Ada has the week in which the clock goes forward."""
    folder = tmp_path_factory.mktemp("team")
    return rotation.load(write(folder, min_rest_days=0, published=PUBLISHED))


def away(team: Rotation, absences: Sequence[tuple[int, int]]) -> Rotation:
    """Return the team with Ada away: hours since the week began, and for how many."""
    spans = [(STARTS + first * HOUR, STARTS + (first + hours) * HOUR) for first, hours in absences]
    return team.amended(time_off=tuple(TimeOff("ada", *span) for span in sorted(spans)))


def hour_by_hour(changed: Rotation, today: date) -> list[tuple[datetime, datetime]]:
    """Return the stretches of what is left of the week in which Ada is away."""
    stretches: list[tuple[datetime, datetime]] = []
    moment = max(STARTS, midnight(ZONE, today))
    while moment < ENDS:
        if any(off.start <= moment < off.end for off in changed.time_off):
            joined = bool(stretches) and stretches[-1][1] == moment
            start = stretches.pop()[0] if joined else moment
            stretches.append((start, moment + HOUR))
        moment += HOUR
    return stretches


@given(absences=ABSENCES, today=DAYS)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_the_parts_are_those_of_every_hour_away(
    team: Rotation, absences: list[tuple[int, int]], today: date
) -> None:
    """Looked at hour by hour: what is left of the shift and of absences, joined where they meet."""
    changed = away(team, absences)
    parts = standing_breaches(changed, today)
    assert [(part.start, part.end) for part in parts] == hour_by_hour(changed, today)
    assert {part.shift for part in parts} <= {"A-2027-03-08"}


@given(absences=ABSENCES, today=DAYS, backwards=st.booleans())
@settings(max_examples=25, deadline=None, derandomize=True)
def test_what_is_named_fixes_it_in_any_order(
    team: Rotation, absences: list[tuple[int, int]], today: date, backwards: bool
) -> None:
    """Each cover breaks no rule, whatever ids its shift has by then, and at the end all is well."""
    changed = away(team, absences)
    named = standing_remedies(changed, today)
    now = changed
    for remedy in reversed(named) if backwards else named:
        assert remedy.option is not None
        (move,) = remedy.option.moves
        part = remedy.breach
        deal = cover(now, part.shift, move.taker, today, start=part.start, end=part.end)
        assert deal.edition.broken == ()
        now = deal.edition.after
    assert standing_breaches(now, today) == ()


def broken(shift: str, first: int, last: int, who: str = "ada") -> Violation:
    """Return time off broken from one hour of the week to another."""
    during = (STARTS + first * HOUR, STARTS + last * HOUR)
    return Violation("time_off", f"{who} holds {shift}", (shift,), (who,), during=during)


def test_what_is_left_under_another_id_is_nothing_new() -> None:
    """It is the same person, shift and absence; more of it, or somebody else, is new."""
    before = [broken("A-2027-03-08", 10, 50)]
    same = [broken("A-2027-03-08+2", 10, 20), broken("A-2027-03-08+3", 40, 50)]
    more = [
        broken("A-2027-03-08+2", 10, 51),
        broken("A-2027-03-15", 10, 20),
        broken("A-2027-03-08+2", 10, 20, "bela"),
    ]
    assert EarlierBreaches(before).newly_broken([*same, *more], STARTS) == tuple(more)
    assert EarlierBreaches(before).newly_broken(more, STARTS + 51 * HOUR) == ()
    rest = Violation("rest", "too near", ("A-2027-03-08", "A-2027-03-15"), ("ada",))
    assert EarlierBreaches([rest]).newly_broken([rest], STARTS) == ()
    assert EarlierBreaches([rest]).newly_broken([replace(rest, text="nearer")], STARTS) != ()


def test_trades_are_looked_for_so_often_and_no_more(
    team: Rotation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind many breaches, and in a very long plan, the question is named that looks for one."""
    changed = away(team, [(hour, 1) for hour in range(0, 12, 3)])
    monkeypatch.setattr(remedies_module, "_SEARCHED", 2)
    made = standing_remedies(changed, date(2027, 3, 7))
    assert len(made) == 4
    assert [remedy.searched for remedy in made] == [True, True, False, False]
    first, *_, last = made[-1].lines()
    assert first == "no trade was searched for"
    assert last.startswith("or replan it") or "see who could: rotation trade suggest" in last
    assert any(line.startswith("see who could: ") for line in made[-1].lines())
    monkeypatch.setattr(remedies_module, "_LINES", 1)
    assert not any(remedy.searched for remedy in standing_remedies(changed, date(2027, 3, 7)))


def test_many_breaches_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Twenty are listed with what fixes them, the rest is a number."""
    spans = [(STARTS + n * HOUR, STARTS + n * HOUR + HOUR / 2) for n in range(22)]
    rows = "engineer,start,end\n" + "".join(
        f"ada,{start.isoformat()},{end.isoformat()}\n" for start, end in spans
    )
    folder = write(tmp_path, published=PUBLISHED, time_off=rows)
    assert main(["who", str(folder), "--today", "2027-03-07", "--quiet"]) == 1
    message = capsys.readouterr().err
    assert message.count("warning: ") == 21
    assert message.splitlines()[-1] == "warning: and 2 more; rotation check lists all"
