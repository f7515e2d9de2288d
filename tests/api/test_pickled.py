"""Problems, plans, results and errors are pickled and copied, and stay equal."""

import copy
import inspect
import json
import multiprocessing
import pickle
import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.teams import HOLIDAYS, TRACKS, head, person, write_team

import rotation
from rotation import BadInput, Fault, Rotation, RotationError, explain, trades
from rotation.display.answers import Answers
from rotation.display.results import Displayed
from rotation.endings import Terminated
from rotation.explain.compromises import Order
from rotation.model.roster import Roster
from rotation.plans.plan import Plan
from rotation.rules import Violation, registered
from rotation.trades import cover, leave, suggest, sync

TODAY = date(2026, 9, 20)
NOW = datetime(2026, 12, 16, 12, tzinfo=UTC)

WAYS: Mapping[str, Callable[[object], object]] = {
    "pickle": lambda result: pickle.loads(pickle.dumps(result)),  # noqa: S301 - our own bytes
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
}


@pytest.fixture(scope="module")
def results(team: Rotation, plan: Plan) -> Mapping[str, object]:
    """Return one of everything that public calls return, and of what these consist of."""
    edition = team.publish(plan, TODAY)
    published = edition.after
    line = next(row for row in plan.rows if row.engineer)
    giver, day = line.engineer or "", line.shift.first_day
    other = next(e.id for e in team.engineers if e.id != giver)
    deal = cover(published, line.shift.id, other, TODAY, force=True)
    effects = plan.why(giver, day, track=line.shift.track)[0].effects
    calendar = next(data for name, data in plan.files().items() if name.endswith(".ics"))
    return {
        "Rotation": team,
        "Problem": plan.problem,
        "Plan": plan,
        "Roster": plan.roster,
        "Objective": plan.objectives[0],
        "Row": plan.rows,
        "Replan": published.replan(TODAY),
        "Edition": edition,
        "OnCall": published.who(at=NOW),
        "NextShifts": published.next_shifts("ada", at=NOW),
        "Ledger": plan.ledger(),
        "PaidLine": team.hours("2026-12", draft=plan),
        "Indices": plan.ledger().indices(),
        "Violation": rotation.check(team, plan.to_frame().assign(engineer="cleo")),
        "Judgement": team.check(plan.to_frame().assign(engineer="cleo")),
        "HandoverNotes": published.notes(day),
        "Addresses": published.addresses(),
        "Rotation.why": published.why(giver, day, track=line.shift.track, today=TODAY),
        "why": plan.why(giver, day, track=line.shift.track),
        "why_not": plan.why_not(other, day, track=line.shift.track),
        "conflicts": plan.conflicts(most=1),
        "fixes": plan.fixes(most=0),
        "compromises": plan.compromises(),
        "longer_rest": plan.longer_rest(),
        "orders": plan.orders(),
        "Suggestion": suggest(published, line.shift.id, TODAY),
        "TradeProposal": deal,
        "Order": Order(("open", "shifts"), "shifts", "open", effects),
        "Departure": leave(published, other, date(2026, 12, 28), TODAY),
        "Undo": deal.edition.after.undo(TODAY),
        "Archive": published.archive(date(2027, 2, 1)),
        "CalendarSync": sync(published, calendar, TODAY),
        "Entry": deal.edition.after.published,
    }


def classes_in(part: object, seen: set[str]) -> set[str]:
    """Add the names of the classes that a result consists of."""
    if isinstance(part, Mapping):
        parts = [*part.keys(), *part.values()]
    elif isinstance(part, tuple | list):
        parts = list(part)
    else:
        parts = [getattr(part, own.name) for own in fields(part)] if is_dataclass(part) else []
    seen.add(type(part).__name__)
    for inner in parts:
        classes_in(inner, seen)
    return seen


def returned() -> set[str]:
    """Return the names of our classes in what public calls say that they return."""
    calls = [getattr(rotation, name) for name in rotation.__all__]
    calls += [getattr(module, name) for module in (trades, explain) for name in module.__all__]
    calls += [call for owner in (Rotation, Plan) for _, call in inspect.getmembers(owner, callable)]
    functions = (inspect.unwrap(call) for call in calls if inspect.isroutine(call))
    texts = (str(getattr(f, "__annotations__", {}).get("return", "")) for f in functions)
    names = {name for text in texts for name in re.findall(r"\b[A-Z]\w+", text)}
    return names - {
        "Self",
        "RotationT",
        "Mapping",
        "Sequence",
        "Iterator",
        "Iterable",
        "DataFrame",
        "Path",
        "T",
        "None",
        "Any",
    }


def test_every_class_that_is_returned_is_tried(results: Mapping[str, object]) -> None:
    """A class that some public call returns is among the results that are pickled here."""
    tried: set[str] = set()
    for result in results.values():
        classes_in(result, tried)

    assert {"Plan", "Edition", "Ledger", "PaidMonth", "Reason", "Fixes"} <= returned()
    assert returned() <= tried


@pytest.mark.parametrize("way", WAYS)
def test_results_stay_equal(results: Mapping[str, object], way: str) -> None:
    """A pickle, a copy and a deep copy of every result equal it, and have its class."""
    for name, result in results.items():
        again = WAYS[way](result)
        assert again == result, name
        assert type(again) is type(result), name


def test_results_are_the_same_values_frames_and_texts_again(
    results: Mapping[str, object],
) -> None:
    """Equal results give equal plain values, which JSON holds, and equal frames and texts."""
    shown = {name: result for name, result in results.items() if isinstance(result, Displayed)}
    assert {"Plan", "Replan", "OnCall", "Ledger", "PaidLine", "Judgement", "why"} <= shown.keys()
    for name, result in shown.items():
        again: Displayed = pickle.loads(pickle.dumps(result))  # noqa: S301 - our own bytes
        values = result.to_dict()
        assert json.loads(json.dumps(values, allow_nan=False)) == values == again.to_dict(), name
        assert again.to_frame().equals(result.to_frame()), name
        assert str(again) == str(result), name
        assert str(result).strip(), name
        assert again._repr_html_() == result._repr_html_(), name


def test_a_pickled_plan_still_answers(plan: Plan) -> None:
    """A plan from a pickle gives the same answers, frames and files, and plans with its rules."""
    again: Plan = pickle.loads(pickle.dumps(plan))  # noqa: S301 - our own bytes
    row = next(row for row in plan.rows if row.engineer)
    asked = (row.engineer or "", row.shift.first_day)

    assert again.why(*asked, track=row.shift.track) == plan.why(*asked, track=row.shift.track)
    assert again.to_frame().equals(plan.to_frame())
    assert again.files() == plan.files()


def test_what_was_derived_is_not_pickled(plan: Plan) -> None:
    """The files of a plan are made again: a pickle does not grow because a plan was looked at."""
    before = len(pickle.dumps(copy.copy(plan)))
    plan.files()

    assert len(pickle.dumps(plan)) == before


class OwnRule:
    """A rule of somebody's own that is given to a plan, but registered nowhere."""

    name = "own"
    title = "everything goes"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OwnRule)

    __hash__ = object.__hash__

    def check(self, problem: object, roster: Roster) -> tuple[Violation, ...]:
        """Accept everything."""
        return ()

    def post(self, problem: object, view: object) -> None:
        """Demand nothing."""


def test_rules_of_ones_own_are_pickled_by_value(team: Rotation) -> None:
    """A rule that no registry knows travels with the plan, and is equal if it says so itself."""
    rules = (*registered()[:2], OwnRule())
    plan = team.plan(start=date(2027, 1, 18), weeks=1, rules=rules, goals=())

    again = pickle.loads(pickle.dumps(plan))  # noqa: S301 - our own bytes

    assert again == plan
    assert again.rules[2] is not plan.rules[2]


def test_soft_rules_are_pickled(tmp_path: Path) -> None:
    """A rule as a goal (`[goals] soft`) is an equal goal in a pickled plan."""
    soft = '[[rules.limit]]\nshifts = 1\ndays = 14\n[goals]\norder = ["open", "limit"]\n'
    soft += 'soft = ["limit"]\n'
    toml = head() + HOLIDAYS + TRACKS + soft + "".join(map(person, ("ada", "bela", "cleo", "dora")))
    team = rotation.load(write_team(tmp_path / "soft", toml))
    plan = team.plan(start=date(2027, 1, 18), weeks=1)

    assert "limit" in {goal.name for goal in plan.goals}
    for way in WAYS.values():
        assert way(plan) == plan


def _subclasses(kind: type[RotationError]) -> set[type[RotationError]]:
    return {kind}.union(*map(_subclasses, kind.__subclasses__()))


def test_every_error_is_pickled_with_what_it_carries() -> None:
    """Each error has its class, text, faults and exit code after a pickle, and its notes."""
    faults = (
        Fault("a.csv:3: start", "is 'x'", "write a date", about="'x'", times=4),
        Fault("", "b"),
    )
    ours = {kind for kind in _subclasses(RotationError) if kind.__module__.startswith("rotation.")}
    assert {"BadInput", "Impossible", "NotPutBack"} <= {kind.__name__ for kind in ours}
    for kind in sorted(ours, key=lambda kind: kind.__name__):
        error = kind(faults) if issubclass(kind, BadInput) else kind("a text")  # type: ignore[arg-type]
        error.add_note("seen in a test")
        again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
        assert type(again) is kind
        assert (str(again), again.__notes__) == (str(error), ["seen in a test"])
        assert again.exit_code == error.exit_code
        if isinstance(again, BadInput):
            assert again.faults == faults
            assert [(f.about, f.times) for f in again.faults] == [("'x'", 4), ("", 1)]

    ended = pickle.loads(pickle.dumps(Terminated(15)))  # noqa: S301 - our own bytes
    assert (str(ended), ended.exit_code) == ("SIGTERM", 143)


def _planned(team: Rotation) -> tuple[Plan, Answers[object]]:
    plan = team.plan(start=date(2027, 1, 18), weeks=1)
    row = next(row for row in plan.rows if row.engineer)
    return plan, plan.why(row.engineer or "", row.shift.first_day, track=row.shift.track)


def _refused(team: Rotation) -> None:
    team.plan(month="2027-13")


def test_plans_and_errors_cross_processes(team: Rotation) -> None:
    """A spawned process plans a team that was sent, and sends plan, answers and faults back."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        plan, answers = pool.apply(_planned, (team,))
        with pytest.raises(BadInput, match="2027-13"):
            pool.apply(_refused, (team,))

    mine, its = _planned(team)
    assert (plan, answers) == (mine, its)
    assert plan.files() == mine.files()
