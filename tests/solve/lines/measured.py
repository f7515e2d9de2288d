"""Tiny problems as programs over lines, and their rosters measured one by one."""

from fractions import Fraction

from rotation.goals import Few, Level, Together, named
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import DEFAULT_RULES
from rotation.solve.lines.frame import frame_of
from rotation.solve.lines.measures import Measure, measure_of
from rotation.statements.packing import Packing
from rotation.statements.view import ModelView

LEDGERS = named(["shifts", "rest_days", "holidays", "tracks"])
SPACING, SHORT_GAPS = named(["spacing", "short_gaps"])


def stated(problem: Problem) -> ModelView:
    view = ModelView(problem)
    for rule in DEFAULT_RULES:
        rule.post(problem, view)
    return view


def measured(
    view: ModelView, target: Few | Level | Together, value: Fraction, packing: Packing
) -> Measure:
    frame = frame_of(view, packing.candidates)
    assert frame is not None
    most = {}
    if isinstance(target, Level):
        most = packing.most_of(target)
    measure = measure_of(view, target, value, most, frame.can)
    assert measure is not None
    return measure


def running() -> bool:
    return False


def ledgers(problem: Problem, view: ModelView) -> list[Level]:
    targets = [target for goal in LEDGERS for target in goal.post(problem, view)]
    return [target for target in targets if isinstance(target, Level) and target.base]


def worth(target: Level, roster: Roster) -> Fraction:
    total = Fraction(0)
    for account, share in target.share.items():
        amounts, person = target.amounts_of(account), target.holder(account)
        held = sum(amount for shift, amount in amounts.items() if roster[shift] == person)
        total += (target.base[account] + held - share) ** 2
    return total / target.unit**2
