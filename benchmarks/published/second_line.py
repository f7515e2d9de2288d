"""The second-line rota of GOV.UK (M. Walker): seven roles a week, of which one may stay open.

People come from the CSV file of the authors, and become a folder like any team's. What that folder
cannot say is in the rule and the goal below.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations
from pathlib import Path

from rotation.goals import Few, Target, Tier
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.rules import Literal, View, Violation

__all__ = [
    "COLUMNS",
    "FIRST",
    "ROLES",
    "SHADOW",
    "Member",
    "MostUsed",
    "SecondLine",
    "TeamsApart",
    "read",
    "write",
]

FIRST = date(2027, 1, 4)
SHADOW = "shadow"
_IN_HOURS = ("primary", "secondary", SHADOW)
_STANDBY = ("primary_standby", "secondary_standby")
_ON_CALL = ("primary_oncall", "secondary_oncall")
COLUMNS = {
    "primary": "can_do_inhours_primary",
    "secondary": "can_do_inhours_secondary",
    SHADOW: "can_do_inhours_shadow",
    "primary_standby": "can_do_inhours_primary_standby",
    "secondary_standby": "can_do_inhours_secondary_standby",
    "primary_oncall": "can_do_oncall_primary",
    "secondary_oncall": "can_do_oncall_secondary",
}
"""The column of each role."""

ROLES = tuple(COLUMNS)


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the rota.

    Attributes
    ----------
    team : str
        Lower case.
    roles : tuple of str
        What they can do.
    away : tuple of int
        Weeks, from 1, in which they hold nothing.
    """

    team: str
    roles: tuple[str, ...]
    away: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SecondLine:
    """An instance.

    Attributes
    ----------
    members : tuple of Member
        In the order of the file.
    weeks : int
        How many there are.
    most_in_hours, most_standby, most_on_call : int
        Turns of each group of roles that one person holds at most.
    """

    members: tuple[Member, ...]
    weeks: int = 12
    most_in_hours: int = 1
    most_standby: int = 1
    most_on_call: int = 3

    @property
    def people(self) -> tuple[str, ...]:
        """The ids of the people, in order."""
        return tuple(f"p{number:02}" for number in range(1, len(self.members) + 1))

    @property
    def last(self) -> date:
        """The day after the last week."""
        return FIRST + timedelta(weeks=self.weeks)

    def score(self, value: Fraction) -> int:
        """Return the published objective, 100 per person used and 1 per week with a shadow."""
        return int(100 * len(self.members) + self.weeks - value)


def read(path: Path) -> SecondLine:
    """Read the people of a rota.

    Parameters
    ----------
    path : Path
        The CSV file of the authors.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return SecondLine(tuple(_member(row) for row in rows))


def _member(row: dict[str, str]) -> Member:
    yes = ("yes", "true", "1")
    return Member(
        row["team"].strip().lower(),
        tuple(role for role, column in COLUMNS.items() if row[column].strip().lower() in yes),
        tuple(int(week) for week in row["forbidden_weeks"].split(",") if week.strip()),
    )


def write(instance: SecondLine, folder: Path) -> None:
    """Write an instance as a team: roles are tracks, limits are rules, weeks away are time off.

    Parameters
    ----------
    instance : SecondLine
        What is written.
    folder : Path
        Exists, and is empty.
    """
    lines = ["[rotation]", 'name = "Second line"', 'timezone = "UTC"']
    # Turns touch, so that one day of rest keeps neighbouring weeks apart.
    lines += ["min_rest_days = 1", 'on_rest_day = "keep"']
    lines += ["", "[newcomers]", "grace_days = 0", "new_for_days = 0"]
    lines += ["", "[files]", 'time_off = ["time_off.csv"]']
    for role in COLUMNS:
        lines += ["", "[[track]]", f'name = "{role}"', 'handover = "Mon 00:00"']
    most = (instance.most_in_hours, instance.most_standby, instance.most_on_call)
    for limit, roles in zip(most, (_IN_HOURS, _STANDBY, _ON_CALL), strict=True):
        lines += ["", "[[rules.limit]]", f"shifts = {limit}", f"days = {7 * instance.weeks}"]
        lines.append(f"tracks = [{', '.join(map(_quoted, roles))}]")
    rows = ["engineer,start,end,kind,note"]
    for person, member in zip(instance.people, instance.members, strict=True):
        lines += ["", "[[engineer]]", f'name = "{person}"', f'id = "{person}"']
        lines += ['timezone = "UTC"', "joined = 2020-01-01"]
        lines.append(f"tracks = [{', '.join(map(_quoted, member.roles or COLUMNS))}]")
        # A track is served by everybody who may do it: whoever can do nothing is away.
        weeks = member.away if member.roles else range(1, instance.weeks + 1)
        for week in weeks:
            monday = FIRST + timedelta(weeks=week - 1)
            rows.append(f"{person},{monday},{monday + timedelta(days=6)},vacation,")
    (folder / "rotation.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "time_off.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def _quoted(name: str) -> str:
    return f'"{name}"'


class TeamsApart:
    """A team has one turn of a group of roles per week; in hours, one of two neighbouring weeks.

    Parameters
    ----------
    instance : SecondLine
        Says who is in which team.
    """

    name = "teams_apart"
    title = "two of one team are not on together"

    def __init__(self, instance: SecondLine) -> None:
        self._team = {p: m.team for p, m in zip(instance.people, instance.members, strict=True)}

    def check(self, problem: Problem, roster: Roster) -> Iterable[Violation]:
        """Compare every two turns."""
        for first, second in combinations(problem.shifts, 2):
            holders = roster.get(first.id), roster.get(second.id)
            if holders[0] is None or holders[1] is None:
                continue
            one_team = self._team[holders[0]] == self._team[holders[1]]
            if one_team and self._near(first, second):
                people = tuple(dict.fromkeys(holders))
                text = f"{first.id} and {second.id} are one team's"
                yield Violation(self.name, text, (first.id, second.id), tuple(map(str, people)))

    def _near(self, first: Shift, second: Shift) -> bool:
        weeks = abs((second.first_day - first.first_day).days) // 7
        groups = ((_IN_HOURS, 1), (_STANDBY, 0), (_ON_CALL, 0))
        return any(
            first.track in roles and second.track in roles and weeks <= reach
            for roles, reach in groups
        )

    def post(self, problem: Problem, view: View) -> None:
        """Count the turns of a team in each stretch of weeks."""
        teams: dict[str, list[str]] = {}
        for person in problem.people:
            teams.setdefault(self._team[person.id], []).append(person.id)
        for stretch in self._stretches(problem):
            for team, people in teams.items():
                literals = [view.works(person, turn) for person in people for turn in stretch]
                view.at_most(1, literals, because=f"{team} has one of {', '.join(stretch)}")

    def _stretches(self, problem: Problem) -> Iterator[list[str]]:
        weeks = sorted({shift.first_day for shift in problem.shifts})
        for roles, reach in ((_IN_HOURS, 1), (_STANDBY, 0), (_ON_CALL, 0)):
            for week in weeks[: len(weeks) - reach] or weeks:
                last = week + timedelta(weeks=reach)
                yield [
                    shift.id
                    for shift in problem.shifts
                    if shift.track in roles and week <= shift.first_day <= last
                ]


class MostUsed:
    """Every role but the shadow is held; then most people are used, then most weeks have a shadow.

    The published objective is a sum, 100 for a person and 1 for a week: so it is one tier here.
    """

    name = "most_used"
    title = "most people are used, and most weeks have a shadow"
    tiers: tuple[Tier, ...] = (
        Tier("open", "open turns that are mandatory", "turns"),
        Tier("score", "100 for a person who is not used, 1 for a week without a shadow", "points"),
    )

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Count what is open, and who holds nothing."""
        opens = [problem.shift(shift).track == SHADOW for shift in roster.open_shifts()]
        unused = len(problem.people) - len(set(roster.values()) - {None})
        return [Fraction(opens.count(False)), Fraction(100 * unused + opens.count(True))]

    def post(self, problem: Problem, view: View) -> Sequence[Target]:
        """Make a flag for each person that is true where they hold nothing."""
        mandatory = [view.is_open(s.id) for s in problem.shifts if s.track != SHADOW]
        score: list[tuple[int, Literal]] = [
            (1, view.is_open(s.id)) for s in problem.shifts if s.track == SHADOW
        ]
        for person in problem.people:
            unused = view.flag(f"{person.id} is not used")
            score.append((100, unused))
            held = [view.works(person.id, shift.id) for shift in problem.shifts]
            view.at_least(1, [*held, unused], because=f"{person.name} is used or not")
        return [Few(tuple((1, literal) for literal in mandatory)), Few(tuple(score))]
