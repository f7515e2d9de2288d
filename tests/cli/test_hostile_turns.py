"""Bad input about turns is the same fault, or the same warning, with every command."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cli_cases import Run
from tests.teams import HOLIDAYS, TRACK, head, person, write_team

HEAD = head('calendar_id = "team"', "min_rest_days = 0") + TRACK
B = '[[track]]\nname = "B"\nhandover = "Mon 11:00"\n'
FOLLOW = '[[rules.follow]]\nfirst = "A"\nthen = "B"\n'
NAMES = ("Ada", "Ben", "Cy")
PUBLISHED = """A-2026-11-30,A,regular,2026-11-30T11:00-05:00,2026-12-07T11:00-05:00,ben,planned
A-2026-12-07,A,regular,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00,cy,planned
A-2026-12-14,A,regular,2026-12-14T11:00-05:00,2026-12-21T11:00-05:00,ben,planned
"""
TODAY = ("--today", "2026-12-01")
COMMANDS = (
    ("plan", "--from", "2026-12-21", "--weeks", "2", "--dry-run"),
    ("replan", "--dry-run"),
    ("check",),
    ("who",),
    ("fairness",),
    ("notes",),
    ("trade suggest", "A-2026-12-07"),
)


@dataclass(frozen=True)
class Hostile:
    """Tables that are wrong in one way, and what is reported of them."""

    what: str
    toml: str
    line: int
    key: str
    text: str
    keys: Mapping[str, str] = field(default_factory=dict)
    warns: bool = False

    def __str__(self) -> str:
        return self.what.replace(" ", "-")


CASES = (
    Hostile(
        "overlapping windows",
        B + 'windows = ["Mon-Fri 09:00-17:00", "Wed 12:00-20:00"]\n',
        *(12, "track.windows", "'Wed 12:00-20:00' overlaps 'Mon-Fri 09:00-17:00'"),
    ),
    Hostile(
        "windows that overlap on workdays",
        B + 'windows = ["workdays 09:00-17:00", "Fri 16:00-20:00"]\n',
        *(12, "track.windows", "'Fri 16:00-20:00' overlaps 'workdays 09:00-17:00'"),
    ),
    Hostile(
        "hours that never come",
        B + 'windows = ["rest_days 09:00-17:00"]\nweekend = []\n',
        *(12, "track.windows", "hold no hour of the year"),
    ),
    Hostile(
        "a skill nobody has",
        B + 'needs = ["dba"]\n',
        12,
        "track.needs",
        "nobody has the skill 'dba'",
    ),
    Hostile(
        "a skill nobody has in a rule",
        '[[rules.together]]\nskill = "senior"\nat_least = 1\n',
        *(10, "rules.together.skill", "nobody has the skill 'senior'"),
    ),
    Hostile(
        "a track nobody serves",
        B,
        *(10, "track.name", "nobody may hold track 'B': Ada does not serve it, Ben does not"),
        keys=dict.fromkeys(NAMES, 'tracks = ["A"]'),
        warns=True,
    ),
    Hostile(
        "a track whose skills nobody has together",
        B + 'needs = ["dba", "net"]\n',
        *(
            12,
            "track.needs",
            "nobody may hold track 'B': Ada lacks net, Ben lacks dba, Cy lacks dba",
        ),
        keys={"Ada": 'skills = ["dba"]', "Ben": 'skills = ["net"]'},
        warns=True,
    ),
    Hostile(
        "follow without a next turn",
        B + "last_day = 2026-12-27\n" + FOLLOW,
        *(13, "rules.follow", "no shift of B comes after 2026-12-27, its last day"),
    ),
    Hostile(
        "follow of a track that was over before",
        B
        + "first_day = 2027-01-04\n"
        + B.replace("B", "C")
        + "last_day = 2026-12-20\n"
        + FOLLOW.replace("A", "C"),
        *(
            17,
            "rules.follow",
            "no shift of B comes after one of C: C ends on 2026-12-20, B begins on",
        ),
    ),
    Hostile(
        "follow of a shadow",
        B + "shadow = true\n" + FOLLOW,
        *(13, "rules.follow", "counts no shadow turn, and B has no other turns"),
    ),
    Hostile(
        "follow of other handovers",
        B.replace("Mon", "Tue") + FOLLOW,
        *(12, "rules.follow", "do not have the same handovers"),
    ),
    Hostile(
        "follow of moved handovers",
        B + 'on_rest_day = "keep"\n' + FOLLOW + HOLIDAYS,
        *(13, "rules.follow", "rest days move that of"),
    ),
    Hostile(
        "follow that nobody can keep",
        B + FOLLOW,
        *(
            12,
            "rules.follow",
            "nobody may hold both A and B, so both stay open: Ada does not serve B",
        ),
        keys={"Ada": 'tracks = ["A"]', "Ben": 'tracks = ["A"]', "Cy": 'tracks = ["B"]'},
        warns=True,
    ),
    Hostile(
        "a limit below one",
        "[[rules.limit]]\nshifts = 0\ndays = 7\n",
        *(10, "rules.limit.shifts", "the number 0 is outside 1 to 366 shifts"),
    ),
    Hostile(
        "a limit of no days",
        "[[rules.limit]]\nshifts = 1\ndays = 0\n",
        *(11, "rules.limit.days", "the number 0 is outside 1 to 366 days"),
    ),
    Hostile(
        "a hole between two tables",
        B + "last_day = 2026-12-27\n" + B + "first_day = 2027-01-11\n",
        *(16, "track.first_day", "no table covers 2026-12-28 to 2027-01-10"),
    ),
    Hostile(
        "two tables of one day",
        B + "last_day = 2026-12-27\n" + B + "first_day = 2026-12-21\n",
        *(16, "track.first_day", "2026-12-21 is inside the table on line 9"),
    ),
    Hostile(
        "own hours that fit no window",
        "",
        *(
            13,
            "engineer.available",
            "Ada is available Sat 09:00-12:00 only, and no shift of A fits",
        ),
        keys={"Ada": 'available = ["Sat 09:00-12:00"]'},
        warns=True,
    ),
    Hostile(
        "days off on which every window begins",
        "",
        *(13, "engineer.off", "Ada is off on Mon-Tue, and no shift of A fits"),
        keys={"Ada": 'off = ["Mon", "Tue"]'},
        warns=True,
    ),
)


@pytest.fixture
def folder(tmp_path: Path, case: Hostile) -> Path:
    people = "".join(person(name, *filter(None, [case.keys.get(name)])) for name in NAMES)
    return write_team(tmp_path / "team", HEAD + case.toml + people, published=PUBLISHED)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_command_reports_it_alike(run: Run, folder: Path, case: Hostile) -> None:
    """A fault is exit code 2 and nothing else; a warning names who is shut out, once."""
    place = f"rotation.toml:{case.line}: {case.key}: "
    for command, *options in COMMANDS:
        arguments = [*command.split(), folder, *options, *TODAY]
        ran = run(*arguments)
        reported = [line for line in ran.err.splitlines() if place in line]
        assert len(reported) == 1, (command, ran.err)
        assert reported[0].startswith(f"{'warning' if case.warns else 'error'}: {place}")
        assert case.text in reported[0]
        assert "Traceback" not in ran.err + ran.out
        if case.warns:
            assert ran.code in {0, 1}
        else:
            assert (ran.code, ran.err.count("error:")) == (2, 1), command
