"""Two tiny teams that share people, made from a seed, and all pairs of their rosters."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import product
from random import Random

from rotation.model.problem import LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.other_teams import SharedPerson
from rotation.rules import DEFAULT_RULES, split, violations
from rotation.solve.joint import JointTeam, open_in
from rotation.testing import (
    make_block,
    make_lock,
    make_person,
    make_problem,
    make_settings,
    make_shift,
    rosters,
)

ADA = SharedPerson("ada@example.org", (("db", "a"), ("web", "ada")))
BEN = SharedPerson("ben@example.org", (("db", "b"), ("web", "ben")))
RULES = {"db": DEFAULT_RULES, "web": DEFAULT_RULES}
FIRST = datetime(2026, 12, 7, tzinfo=UTC)

Problems = Mapping[str, Problem]
Pair = Mapping[str, Roster]


def random_teams(seed: int) -> tuple[Problems, tuple[SharedPerson, ...]]:
    """Return two teams by name, with one or two people who belong to both."""
    random = Random(seed)  # noqa: S311 - the same teams in every run
    problems = {
        "db": _problem(random, ("a", "b")),
        "web": _problem(random, ("ada", "ben", "cy")[: random.choice((2, 3))]),
    }
    return problems, (ADA, BEN)[: random.choice((1, 2))]


def kept_pairs(problems: Problems) -> list[Pair]:
    """Return all pairs of rosters that keep the rules of each team, fewest open shifts first."""
    kept = [
        [r for r in rosters(p) if not split(p, violations(p, r, DEFAULT_RULES))[0]]
        for p in problems.values()
    ]
    pairs = [dict(zip(problems, pair, strict=True)) for pair in product(*kept)]
    return sorted(pairs, key=lambda pair: open_of(problems, pair))


def open_of(problems: Problems, pair: Pair) -> int:
    """Return how many regular shifts are open in two rosters."""
    return sum(open_in(problem, pair[team]) for team, problem in problems.items())


def joint(problems: Problems, pair: Pair) -> dict[str, JointTeam]:
    """Return teams with their rosters so far."""
    return {team: JointTeam(p, DEFAULT_RULES, pair[team]) for team, p in problems.items()}


def _problem(random: Random, names: Sequence[str]) -> Problem:
    """Return a problem of few shifts near each other, with everything that links may be about."""
    shifts = [_shift(random, "AB"[number % 2], number) for number in range(random.choice((2, 3)))]
    tables = [
        make_settings("rules.limit", shifts=1, days=random.choice((4, 9))),
        make_settings("rules.limit", shifts=1, days=9, tracks=("A",)),
        make_settings("rules.weekends", at_most=1, of=2),
        make_settings("rules.rest", hours=30, tracks=("B",)),
    ]
    kinds = LockKind.PUBLISHED, LockKind.PIN
    return make_problem(
        [
            make_person(
                name,
                blocks=[make_block(FIRST, FIRST + timedelta(days=random.randrange(1, 5)))][
                    : random.random() < 0.2
                ],
            )
            for name in names
        ],
        shifts,
        locks=[
            make_lock(shift.id, random.choice(names), random.choice(kinds))
            for shift in shifts
            if random.random() < 0.15
        ],
        settings=[table for table in tables if random.random() < 0.3],
    )


def _shift(random: Random, track: str, number: int) -> Shift:
    days = random.choice((1, 2, 3))
    day, hour = random.choice((0, 1, 2, 3, 4, 5, 12)), random.choice((0, 0, 6))
    start = FIRST + timedelta(days=day, hours=hour)
    begins = [start + timedelta(days=n) for n in range(days)]
    nights = [(begin, begin + timedelta(hours=9)) for begin in begins]
    return make_shift(
        f"{track}-{start:%Y-%m-%d}T{number:02}00",
        start=start,
        days=days,
        rest_days=random.choice((0, 1, 1, 2)),
        windows=random.choice(((), (), nights)),
        shadow=random.random() < 0.1,
    )
