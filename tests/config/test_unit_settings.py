"""`[rules.NAME]` and `[goals.NAME]` of `rotation.toml` reach the unit that declares them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

import pytest

import rotation
from rotation.config import assemble, write_template
from rotation.errors import BadInput
from rotation.goals import DEFAULT_GOALS, Few, Tier
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import DEFAULT_RULES, Settings, View, Violation, setting, settings_of
from rotation.trades import cover


class Mode(StrEnum):
    STRICT = "strict"
    LOOSE = "loose"


@dataclass(frozen=True, kw_only=True)
class QuotaSettings(Settings):
    repeated = True

    most_shifts: int = setting(least=1, most=9, unit="shifts")
    within: timedelta = setting(timedelta(days=28))
    mode: Mode = setting(Mode.STRICT)
    tracks: tuple[str, ...] = setting(())
    weight: float = setting(1.0, least=0)
    since: date | None = setting(None)
    named: bool = setting(default=False)

    def __post_init__(self) -> None:
        if self.within < timedelta(days=self.most_shifts):
            raise ValueError("within is shorter than most_shifts days")


class Quota:
    """Nobody has more than `most_shifts` shifts of a problem."""

    name = "quota"
    title = "nobody has too many shifts"
    settings = QuotaSettings

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        for quota in settings_of(problem, self, QuotaSettings):
            for person in problem.people:
                mine = tuple(s.id for s in problem.shifts if roster.get(s.id) == person.id)
                if len(mine) > quota.most_shifts:
                    place = quota.place("most_shifts")
                    assert place is not None
                    text = f"{person.name} has {len(mine)} shifts"
                    yield Violation(self.name, text, mine, (person.id,), sources=(place,))

    def post(self, problem: Problem, view: View) -> None:
        for quota in settings_of(problem, self, QuotaSettings):
            for person in problem.people:
                literals = [view.works(person.id, shift.id) for shift in problem.shifts]
                view.at_most(
                    quota.most_shifts,
                    literals,
                    about=person.id,
                    because=f"{person.name} has a quota",
                    setting=quota.place("most_shifts"),
                )


@dataclass(frozen=True, kw_only=True)
class PauseSettings(Settings):
    pause_days: int = setting(3, least=1, most=30, unit="days")


class Pause:
    """A goal with one table."""

    name = "pause"
    title = "pauses"
    tiers = (Tier("", "pauses", "days"),)
    settings = PauseSettings

    def measure(self, problem: Problem, roster: Roster) -> list[Fraction]:
        del roster
        (own,) = settings_of(problem, self, PauseSettings)
        return [Fraction(own.pause_days)]

    def post(self, problem: Problem, view: View) -> list[Few]:
        del view
        (own,) = settings_of(problem, self, PauseSettings)
        return [Few((), own.pause_days)]


QUOTA, PAUSE = Quota(), Pause()


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a team where the rule and the goal are installed."""
    monkeypatch.setattr(assemble, "registered_rules", lambda: (*DEFAULT_RULES, QUOTA))
    monkeypatch.setattr(assemble, "registered_goals", lambda: (*DEFAULT_GOALS, PAUSE))
    write_template(tmp_path)
    return tmp_path


def add(team: Path, text: str) -> int:
    """Add to the configuration; return the line on which the text begins."""
    path = team / "rotation.toml"
    before = path.read_text(encoding="utf-8").rstrip("\n") + "\n\n"
    path.write_text(before + text, encoding="utf-8")
    return before.count("\n") + 1


def test_tables_become_settings_with_their_lines(team: Path) -> None:
    """Each table is one of the class, in the order of the file, and knows the line of each key."""
    line = add(
        team,
        "[[rules.quota]]\nmost_shifts = 2\n\n"
        '[[rules.quota]]\nwithin = "6 weeks"\nmost_shifts = 3\nmode = "loose"\n'
        'tracks = ["A", "B"]\nweight = 0.5\nsince = 2026-01-01\nnamed = true\n',
    )
    problem = rotation.load(team).problem(today=date(2026, 11, 1))
    first, second = settings_of(problem, QUOTA, QuotaSettings)
    assert first == QuotaSettings(most_shifts=2)
    assert second == QuotaSettings(
        most_shifts=3,
        within=timedelta(weeks=6),
        mode=Mode.LOOSE,
        tracks=("A", "B"),
        weight=0.5,
        since=date(2026, 1, 1),
        named=True,
    )
    places = [
        str(settings_.place(key)) for settings_ in (first, second) for key in ("", "most_shifts")
    ]
    assert places == [f"rotation.toml:{line + n}" for n in (0, 1, 3, 5)]
    assert first.place("within") is None


def test_without_a_table_a_unit_has_its_defaults_or_nothing(team: Path) -> None:
    """What may be repeated is not there; a table with defaults alone is its defaults."""
    problem = rotation.load(team).problem(today=date(2026, 11, 1))
    assert settings_of(problem, QUOTA, QuotaSettings) == ()
    assert settings_of(problem, PAUSE, PauseSettings) == (PauseSettings(),)


def test_a_goal_is_configured_beside_the_order(team: Path) -> None:
    """`[goals.NAME]` and `[goals] order` are in one table, and either may be alone."""
    add(team, "[goals.pause]\npause_days = 9\n")
    loaded = rotation.load(team)
    assert loaded.goals == rotation.load(team).goals
    problem = loaded.problem(today=date(2026, 11, 1))
    assert PAUSE.measure(problem, Roster({})) == [9]


WRONG = [
    ("[rules.quotta]\n", 0, "rules.quotta: unknown rule 'quotta'; did you mean 'quota'?"),
    (
        "[rules.coverage]\n",
        0,
        "rules.coverage: the rule coverage has no settings; remove the table",
    ),
    (
        "[rules.rest]\nmin_rest_days = 3\n",
        0,
        "rules.rest: its settings are written elsewhere; write `min_rest_days` in [rotation]",
    ),
    ("[[rules.quota]]\n", 0, "rules.quota.most_shifts: is missing; add `most_shifts = ...`"),
    (
        "[[rules.quota]]\nmost_shift = 2\n",
        1,
        "rules.quota.most_shift: unknown key; did you mean `most_shifts`?",
    ),
    (
        "[[rules.quota]]\nmost_shifts = 12\n",
        1,
        "rules.quota.most_shifts: the number 12 is outside 1 to 9 shifts",
    ),
    (
        '[[rules.quota]]\nmost_shifts = "two"\n',
        1,
        "rules.quota.most_shifts: expects a whole number of shifts, got the text 'two'; "
        "write only the number",
    ),
    (
        "[[rules.quota]]\nmost_shifts = 2\nwithin = 28\n",
        2,
        'rules.quota.within: expects a span of time, got the number 28; write it as "14 days"',
    ),
    (
        '[[rules.quota]]\nmost_shifts = 2\nwithin = "4 weekz"\n',
        2,
        "rules.quota.within: unknown unit 'weekz'; did you mean 'weeks'?",
    ),
    (
        '[[rules.quota]]\nmost_shifts = 2\nmode = "lose"\n',
        2,
        "rules.quota.mode: unknown choice 'lose'; did you mean 'loose'?",
    ),
    (
        "[[rules.quota]]\nmost_shifts = 2\nweight = -1.0\n",
        2,
        "rules.quota.weight: the number -1.0 is less than 0",
    ),
    (
        '[[rules.quota]]\nmost_shifts = 2\ntracks = "A"\n',
        2,
        "rules.quota.tracks: expects a list, got the text 'A'",
    ),
    (
        '[[rules.quota]]\nmost_shifts = 3\nwithin = "2 days"\n',
        0,
        "rules.quota: within is shorter than most_shifts days",
    ),
    (
        "[[goals.pause]]\npause_days = 3\n",
        0,
        "goals.pause: may be given only once; write [goals.pause]",
    ),
    (
        "[goals]\npause = 3\n",
        1,
        "goals.pause: expects a table, got the number 3; write [goals.pause]",
    ),
    ("[goals.paus]\n", 0, "goals.paus: unknown goal 'paus'; did you mean 'pause'?"),
]


@pytest.mark.parametrize(("text", "offset", "fault"), WRONG)
def test_what_is_wrong_is_a_fault_with_file_and_line(
    team: Path, text: str, offset: int, fault: str
) -> None:
    """Unknown keys and units, wrong values and tables are faults like those of all other tables."""
    line = add(team, text) + offset
    with pytest.raises(BadInput) as caught:
        rotation.load(team)
    assert [str(f) for f in caught.value.faults] == [f"rotation.toml:{line}: {fault}"]


def test_all_faults_are_reported_at_once(team: Path) -> None:
    """Faults of several tables, and of keys of ours, come together."""
    add(team, "[[rules.quota]]\nmost_shifts = 0\nmodes = 1\n\n[goals.pause]\npause_days = 99\n")
    path = team / "rotation.toml"
    text = path.read_text(encoding="utf-8").replace("min_rest_days = 7", "min_rest_days = 400")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        rotation.load(team)
    assert [fault.what for fault in caught.value.faults] == [
        "the number 400 is outside 0 to 366",
        "the number 0 is outside 1 to 9 shifts",
        "unknown key",
        "the number 99 is outside 1 to 30 days",
    ]


def test_a_rule_keeps_its_settings_in_plan_check_and_trade(team: Path) -> None:
    """What a plan keeps is found by `check` where it is broken, and by a trade that breaks it."""
    line = add(team, "[[rules.quota]]\nmost_shifts = 2\n")
    loaded = rotation.load(team)
    rules = [*DEFAULT_RULES, QUOTA]
    day = date(2026, 11, 1)
    plan = loaded.plan(start=date(2027, 2, 1), weeks=4, today=day, rules=rules)
    held = [p for p in plan.roster.values() if p is not None]
    assert max(map(held.count, held)) <= 2
    assert rotation.check(loaded, plan, rules=rules) == []

    limited = loaded.amended(
        settings=tuple(replace(s, values=(("most_shifts", 1),)) for s in loaded.settings),
    )
    assert {v.rule for v in rotation.check(limited, plan, rules=rules)} <= {"quota"}
    lines = plan.rows
    edition = loaded.publish(plan, day)
    published = limited.amended(published=edition.after.published)
    first = next(row for row in lines if row.entry().engineer is not None)
    taker = next(
        row.entry().engineer
        for row in lines
        if row.entry().track == first.entry().track
        and row.entry().engineer not in (None, first.entry().engineer)
    )
    traded = cover(published, first.entry().shift, taker, today=day, rules=[QUOTA], why="test")
    (broken,) = traded.edition.broken
    assert str(broken.sources[0]) == f"rotation.toml:{line + 1}"


def test_facts_of_our_rules_point_to_the_line_of_their_setting(team: Path) -> None:
    """Rest, grace and newcomers name the key of rotation.toml that makes a fact of them."""
    from rotation.explain.facts import facts_of  # noqa: PLC0415 - loads OR-Tools

    loaded = replace(rotation.load(team), grace_days=3000)
    problem = loaded.problem(today=date(2026, 11, 1), month="2026-12")
    places = {
        fact.rule: str(fact.grounds.setting)
        for fact in facts_of(loaded, problem, DEFAULT_RULES).all
        if fact.grounds.setting is not None
    }
    text = (team / "rotation.toml").read_text(encoding="utf-8").splitlines()
    lines = {
        rule: next(n for n, row in enumerate(text, 1) if row.startswith(key))
        for rule, key in (("rest", "min_rest_days"), ("membership", "grace_days"))
    }
    assert {rule: places[rule] for rule in lines} == {
        rule: f"rotation.toml:{line}" for rule, line in lines.items()
    }
