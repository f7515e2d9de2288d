"""A whole plan on the terminal, word by word, from a roster that nobody had to plan."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from cli_cases import write_team
from rich.console import Console

import rotation
from rotation.analysis.accounts import accounts_of
from rotation.cli.plan_table import evenness, show_plan
from rotation.goals import named
from rotation.goals.traits import LevellingGoal
from rotation.horizon.clock import midnight
from rotation.model.fairness import Quantity
from rotation.model.objective import Objective, Sense
from rotation.model.roster import Roster
from rotation.model.rounds import Round
from rotation.model.shifts import ShiftKind
from rotation.problems import build_problem
from rotation.rules import Violation
from rotation.written.roster_lines import rows_of

TODAY = date(2026, 9, 1)
VOLUNTEERS = "ada,2026-12-25,2026-12-30,,\nbela,2026-12-25,2027-01-01,,\n"
NAMES = ("ada", "bela", "cleo", "dora", "emil", "fay")
OBJECTIVES = (
    Objective("open", "", "open shifts", Sense.LEAST, Fraction(0), Fraction(0), "shifts"),
    Objective("spacing", "gap", "shortest gap", Sense.MOST, Fraction(7), Fraction(21, 2), "days"),
    Objective(
        "shifts", "", "shifts: squared differences", Sense.LEAST, Fraction(1, 2), Fraction(1, 2)
    ),
)


def shown(folder: Path, width: int, **more: object) -> list[str]:
    """Return the lines of a plan at a width, one blank for several, rules of tables left out."""
    running = "A-2026-12-14,A,regular,2026-12-14T11:00-05:00,2026-12-21T11:00-05:00,fay,\n"
    team = rotation.load(write_team(folder, volunteers=VOLUNTEERS, published=running))
    zone = ZoneInfo(team.timezone)
    start, end = (midnight(zone, date(2026, 12, day)) for day in (15, 29))
    problem = build_problem(team, start, end, TODAY)
    turns = iter(range(99))
    holders: dict[str, str | None] = {
        shift.id: NAMES[next(turns) % 3] if shift.kind is ShiftKind.REGULAR else "bela"
        for shift in problem.shifts
    }
    roster = Roster(holders)
    if more.pop("rounds", False):
        ids = tuple(shift.id for shift in problem.regular())
        problem = replace(problem, rounds=(Round(ids, NAMES[:4]),))
    facts: dict[str, object] = {
        "rotation": team,
        "problem": problem,
        "roster": roster,
        "today": TODAY,
        "rows": rows_of(team, problem, roster, TODAY),
        "objectives": OBJECTIVES,
        "rules": (),
        "goals": named(["open", "spacing", "shifts"]),
        "accounts": accounts_of(problem, roster),
        "open_regular": (),
        "open_volunteer": (),
        "unable": (),
        "tolerated": (),
        "stopped": "",
        "short_notice": (),
    }
    out = io.StringIO()
    show_plan(SimpleNamespace(**facts | more), Console(file=out, width=width))  # type: ignore[arg-type]
    lines = (" ".join(line.split()) for line in out.getvalue().splitlines())
    return [line for line in lines if line.strip("\u2500")]


SIDE_BY_SIDE = """\
Track A (Mon 11:00) On call Track B (Wed 11:00) On call Holidays
Mon 14 Dec - Mon 21 Dec Fay Wray (locked)
Wed 9 Dec - Wed 16 Dec Ada Byron
Wed 16 Dec - Fri 25 Dec 00:00 Bela Bartok
Mon 21 Dec - Fri 25 Dec 00:00 Cleo Laine
Fri 25 Dec 00:00 - Sun 27 Dec 00:00 Bela Bartok (volunteer) \
Fri 25 Dec 00:00 - Sun 27 Dec 00:00 Bela Bartok (volunteer) Christmas Day
Sun 27 Dec 00:00 - Tue 29 Dec 00:00 Bela Bartok (volunteer) \
Sun 27 Dec 00:00 - Tue 29 Dec 00:00 Bela Bartok (volunteer)
"""
SHIFT_BY_SHIFT = """\
Shift From To On call Holidays
A-2026-12-14 Mon 14 Dec 11:00 Mon 21 Dec 11:00 Fay Wray (locked)
B-2026-12-09 Wed 9 Dec 11:00 Wed 16 Dec 11:00 Ada Byron
B-2026-12-16 Wed 16 Dec 11:00 Fri 25 Dec 00:00 Bela Bartok
A-2026-12-21 Mon 21 Dec 11:00 Fri 25 Dec 00:00 Cleo Laine
A-2026-12-25 Fri 25 Dec 00:00 Sun 27 Dec 00:00 Bela Bartok (volunteer) Christmas Day
B-2026-12-25 Fri 25 Dec 00:00 Sun 27 Dec 00:00 Bela Bartok (volunteer) Christmas Day
A-2026-12-27 Sun 27 Dec 00:00 Tue 29 Dec 00:00 Bela Bartok (volunteer)
B-2026-12-27 Sun 27 Dec 00:00 Tue 29 Dec 00:00 Bela Bartok (volunteer)
"""
BEHIND = """\
Goal, most important first Value
open shifts 0 proved best
shortest gap 7 days not proved: bound 10.50
shifts: everyone within 0.7 of a fair share proved best
Against the fair share Most above Most below
shifts Ada Byron +0.3, Bela Bartok +0.3, Cleo Laine +0.3, 1 more Dora Maar -0.7, Emil Post -0.7
rest days Bela Bartok +6.0 Cleo Laine -2.0, Dora Maar -2.0, Emil Post -2.0
holidays Bela Bartok +1.7 Ada Byron -0.3, Cleo Laine -0.3, Dora Maar -0.3, 2 more
volunteer days Bela Bartok +4.0 Ada Byron -4.0
Goals not proved
shortest gap: 7, bound 10.50
Continues after the horizon
Christmas week: A-2026-12-29, B-2026-12-29, A-2026-12-31, B-2026-12-31; to plan them together, \
give --from and --to 2027-01-02
Every rule holds; checked without the solver.
"""
HEAD = "Team: 2026-12-15 to 2026-12-29 (America/New_York)"
NATURAL = 143
"""The columns that the tracks of this team take side by side."""


def test_a_plan_is_shown_word_by_word(tmp_path: Path) -> None:
    """Tracks side by side, goals with proof and bound, the ends of each ledger, then the notes."""
    assert shown(tmp_path / "team", 200) == [HEAD, *(SIDE_BY_SIDE + BEHIND).splitlines()]


def test_tracks_stand_side_by_side_where_they_fit(tmp_path: Path) -> None:
    """In as many columns as they take they do; in one less each shift has a line of its own."""
    wide, narrow = (shown(tmp_path / str(w), w)[1:9] for w in (NATURAL, NATURAL - 1))
    assert wide[:7] == SIDE_BY_SIDE.splitlines()
    assert narrow == SHIFT_BY_SHIFT.splitlines()[:8]


def test_rounds_and_broken_rules_are_reported(tmp_path: Path) -> None:
    """Who does not serve once is named with the reason; the last line says what was kept."""
    broken = (Violation("rest", "Ada rests too little"),)
    lines = shown(tmp_path / "team", 250, rounds=True, tolerated=broken)
    (line,) = (line for line in lines if line.startswith("Round 1"))
    assert line == (
        "Round 1, 2026-12-09 to 2026-12-25, 3 shifts: Dora Maar sits out (another serves twice); "
        "Emil Post sits out (was not there when it began); "
        "Fay Wray sits out (was not there when it began)"
    )
    assert lines[-1] == "Every rule that could be kept is kept; checked without the solver."
    start = lines.index("Settled shifts that break a rule")
    assert lines[start + 1] == "rest: Ada rests too little"


@pytest.mark.parametrize(
    ("differences", "words"),
    [
        ((Fraction(0), None), "shifts: everyone at a fair share"),
        ((Fraction(1, 2), Fraction(-1, 3)), "shifts: everyone within 0.5 of a fair share"),
        ((Fraction(1, 3), Fraction(-51, 100)), "shifts: everyone within 0.6 of a fair share"),
        ((Fraction(12), Fraction(1, 1000)), "shifts: everyone within 12.0 of a fair share"),
        ((None,), ""),
    ],
)
def test_the_furthest_from_a_share_is_rounded_up(
    differences: Sequence[Fraction | None], words: str
) -> None:
    """Above or below, the largest difference counts; nobody is further away than it says."""
    lines = [SimpleNamespace(difference=lambda _, d=d: d) for d in differences]
    assert evenness(lines, Quantity.SHIFTS) == words  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("hours", "hours: everyone within "),
        ("off_hours", "off hours: everyone within "),
        ("tracks", "shifts of each track: everyone within "),
    ],
)
def test_what_goals_level_besides_ledgers_is_shown_as_a_distance(
    tmp_path: Path, name: str, words: str
) -> None:
    """Nobody reads sums of squares; a value that is not proved has them beside its bound."""
    (goal,) = named([name])
    assert isinstance(goal, LevellingGoal)
    part = goal.tiers[-1].part
    objective = Objective(name, part, "squares", Sense.LEAST, Fraction(9), Fraction(4))
    lines = shown(tmp_path, 140, goals=(goal,), objectives=(objective,))
    (line,) = (line for line in lines if line.startswith(words))
    assert line.endswith("not proved: squared differences 9, bound 4")
    assert float(line.removeprefix(words).partition(" ")[0]) > 0


@pytest.mark.parametrize("name", ["hours", "off_hours", "tracks"])
def test_differences_are_those_that_a_goal_measures(tmp_path: Path, name: str) -> None:
    """The distances of a team with two tracks, squared and added up, are its last number."""
    team = rotation.load(write_team(tmp_path))
    zone = ZoneInfo(team.timezone)
    start, end = (midnight(zone, date(2026, 12, day)) for day in (1, 29))
    problem = build_problem(team, start, end, TODAY)
    roster = Roster({s.id: NAMES[n % 4] for n, s in enumerate(problem.shifts)})
    (goal,) = named([name])
    assert isinstance(goal, LevellingGoal)
    differences = goal.differences(problem, roster).values()
    assert sum(each**2 for each in differences) == goal.measure(problem, roster)[-1] > 0
