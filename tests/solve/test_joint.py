"""Teams that share people, solved together: against all pairs of rosters, and case by case."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random

import pytest
from tests.solve.joint_teams import (
    ADA,
    RULES,
    Pair,
    Problems,
    joint,
    kept_pairs,
    open_of,
    random_teams,
)

from rotation.errors import Impossible, Interrupted
from rotation.model.problem import Block, LockKind
from rotation.model.roster import Roster
from rotation.other_teams import SharedPerson
from rotation.other_teams.links import broken_links
from rotation.rules import DEFAULT_RULES, split, violations
from rotation.rules.base import Violation
from rotation.rules.rest_hours import asking, rest_tables
from rotation.solve import joint as joint_module
from rotation.solve.joint import solve_jointly
from rotation.solve.stop import StopByHand
from rotation.testing import (
    make_elsewhere,
    make_lock,
    make_person,
    make_problem,
    make_settings,
    make_shift,
)

WEEK, NEXT = make_shift("A-2026-12-07"), make_shift("A-2026-12-14")
ONE_EACH: Problems = {"db": make_problem(["a", "b"], [WEEK]), "web": make_problem(["ada"], [WEEK])}
"""Ada alone serves web, and is one of two people in db."""
IN_THE_WAY: Pair = {"db": Roster({WEEK.id: "a"}), "web": Roster({WEEK.id: None})}
"""As db is planned first, without a reason to take somebody else."""


def test_joint_rosters_leave_as_few_shifts_open_as_any() -> None:
    """No pair of rosters leaves fewer open, which is proved, and is often more than alone (D30)."""
    dearer = 0
    for seed in range(40):
        problems, people = random_teams(seed)
        pairs = kept_pairs(problems)
        best = next(_linked(problems, pairs, people), None)
        if best is not None:
            worst = next(_linked(problems, reversed(pairs), people))
            outcome = solve_jointly(joint(problems, worst), people)
            assert outcome.proved, seed
            assert outcome.open == open_of(problems, best), seed
            assert not broken_links(problems, outcome.rosters, RULES, people), seed
            dearer += outcome.open > open_of(problems, pairs[0])
    assert dearer > 10


def _linked(
    problems: Problems, pairs: "Sequence[Pair] | Iterator[Pair]", people: Sequence[SharedPerson]
) -> Iterator[Pair]:
    return (pair for pair in pairs if not broken_links(problems, pair, RULES, people))


def test_links_are_what_each_team_sees_of_the_other() -> None:
    """Two rosters break links exactly where a team breaks a rule beside the other's (D30)."""
    broken_rules = set()
    for seed in range(60):
        problems, people = random_teams(seed)
        pairs = kept_pairs(problems)
        chance = Random(seed)  # noqa: S311 - the same rosters in every run
        for pair in chance.sample(pairs, min(len(pairs), 8)):
            seen = [v.rule for team in problems for v in _seen(problems, team, pair, people)]
            broken = broken_links(problems, pair, RULES, people)
            assert bool(broken) == bool(seen), (seed, broken, seen)
            broken_rules.update(seen)
    assert broken_rules == {"elsewhere", "limit", "weekends"}


def _seen(
    problems: Problems, team: str, pair: Pair, people: Sequence[SharedPerson]
) -> Sequence[Violation]:
    """Return what a team breaks while its people hold what the other team's roster says."""
    (other,) = problems.keys() - {team}
    tables = rest_tables(problems[other].settings)
    ids = {person.id_in(other): person.id_in(team) for person in people}
    blocks: dict[str | None, list[Block]] = {}
    for shift in problems[other].shifts:
        block = make_elsewhere(asking(tables, shift), team=other)
        blocks.setdefault(ids.get(pair[other][shift.id]), []).append(block)
    seeing = (
        replace(person, blocks=(*person.blocks, *blocks.get(person.id, ())))
        for person in problems[team].people
    )
    problem = replace(problems[team], people=tuple(seeing))
    return split(problem, violations(problem, pair[team], DEFAULT_RULES))[0]


def test_a_shift_is_spared_that_one_team_after_the_other_leaves_open() -> None:
    """Somebody else takes the shift of the first team, so that the second one is held."""
    outcome = solve_jointly(joint(ONE_EACH, IN_THE_WAY), [ADA])
    assert outcome.rosters == {"db": Roster({WEEK.id: "b"}), "web": Roster({WEEK.id: "ada"})}
    assert (outcome.open, outcome.bound, outcome.proved) == (0, 0, True)


def test_nothing_is_solved_together_where_each_team_needs_as_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each team by itself has at least its open shifts, so their sum is a proof (D31)."""
    later = [make_shift("A-2027-02-01"), make_shift("A-2027-02-08")]
    problems = {"db": make_problem(["a"], [WEEK, NEXT]), "web": make_problem(["ada"], later)}
    pair = {
        "db": Roster({WEEK.id: "a", NEXT.id: None}),
        "web": Roster({later[0].id: "ada", later[1].id: None}),
    }
    monkeypatch.setattr(joint_module, "links", _only_apart)
    outcome = solve_jointly(joint(problems, pair), [ADA])
    assert (outcome.open, outcome.proved, outcome.rosters) == (2, True, pair)


def _only_apart(
    views: Mapping[str, object], rules: object, people: object
) -> Iterator[joint_module.Link]:
    assert len(views) == 1, "teams are solved together"
    return iter(())


def test_what_was_settled_before_may_clash() -> None:
    """Two published shifts of one person at once are nobody's choice any more."""
    problems = {
        team: make_problem([who], [WEEK, NEXT], locks=[make_lock(WEEK.id, who)])
        for team, who in (("db", "a"), ("web", "ada"))
    }
    start = {t: Roster({WEEK.id: who, NEXT.id: None}) for t, who in (("db", "a"), ("web", "ada"))}
    outcome = solve_jointly(joint(problems, start), [ADA])
    assert (outcome.open, outcome.proved) == (2, True)


def test_a_limit_of_one_team_counts_what_is_held_in_the_other() -> None:
    """Web lets nobody begin two shifts in six weeks; db, which says nothing, has to help."""
    later = make_shift("A-2027-01-04")
    limit = make_settings("rules.limit", shifts=1, days=42)
    problems = {
        "db": make_problem(["a", "b"], [WEEK]),
        "web": make_problem(["ada"], [later], settings=[limit]),
    }
    both = {"db": Roster({WEEK.id: "a"}), "web": Roster({later.id: "ada"})}
    assert broken_links(problems, both, RULES, [ADA]) == (
        "web: limit: Ada begins 2 shifts within 42 days, db a: A-2026-12-07 to"
        " web ada: A-2027-01-04, and the limit is 1",
    )
    outcome = solve_jointly(joint(problems, both), [ADA])
    assert outcome.rosters["db"] == {WEEK.id: "b"}
    assert (outcome.open, outcome.proved) == (0, True)


def test_what_one_team_knows_of_the_other_counts_once() -> None:
    """A published shift of db is in its own problem, and among what web knows of Ada (D30)."""
    later = make_shift("A-2027-01-04")
    limit = make_settings("rules.limit", shifts=2, days=42)
    for team, open_shifts in (("db", 0), ("search", 1)):
        ada = make_person("ada", blocks=[make_elsewhere(WEEK, team=team)])
        problems = {
            "db": make_problem(["a"], [WEEK], locks=[make_lock(WEEK.id, "a")]),
            "web": make_problem([ada], [later], settings=[limit]),
        }
        start = {"db": Roster({WEEK.id: "a"}), "web": Roster({later.id: None})}
        outcome = solve_jointly(joint(problems, start), [ADA])
        assert (outcome.open, outcome.proved) == (open_shifts, True), team


def test_rosters_that_clash_do_not_count() -> None:
    """A search that is stopped has nothing to return then (D32)."""
    clashing = {"db": Roster({WEEK.id: "a"}), "web": Roster({WEEK.id: "ada"})}
    only_ada = {team: make_problem([who], [WEEK]) for team, who in (("db", "a"), ("web", "ada"))}
    outcome = solve_jointly(joint(only_ada, clashing), [ADA])
    assert (outcome.open, outcome.proved) == (1, True)
    stop = StopByHand()
    stop.set()
    with pytest.raises(Interrupted):
        solve_jointly(joint(ONE_EACH, clashing), [ADA], stop=stop)


def test_a_stopped_search_returns_what_there_was() -> None:
    """It says why it was stopped, and proves nothing."""
    stop = StopByHand()
    stop.set()
    outcome = solve_jointly(joint(ONE_EACH, IN_THE_WAY), [ADA], stop=stop)
    assert (outcome.rosters, outcome.open, outcome.bound) == (IN_THE_WAY, 1, 0)
    assert (outcome.proved, outcome.stopped) == (False, "stopped by hand")


def test_two_pins_of_one_person_at_once_are_impossible() -> None:
    """Unlike published shifts, pins are wishes of today."""
    pins = {
        team: make_problem([who], [WEEK], locks=[make_lock(WEEK.id, who, LockKind.PIN)])
        for team, who in (("db", "a"), ("web", "ada"))
    }
    clashing = {"db": Roster({WEEK.id: "a"}), "web": Roster({WEEK.id: "ada"})}
    with pytest.raises(Impossible):
        solve_jointly(joint(pins, clashing), [ADA])
