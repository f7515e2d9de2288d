"""The goals one after the other, each to its proof before the next (docs/solving.md).

1. Bounds for the fairness tiers come from the model of counts (`rotation.solve.counts`).
2. A roster with exactly the loads of that optimum is looked for: a search without objective. When
   it is found, all those tiers are proved at once.
3. Where it is not, and for the other tiers, the tier is minimised under the values of the tiers
   before it, on a ladder of reproducible attempts.

The method is lexicographic optimisation by constraints on the earlier tiers; see M. Ehrgott,
Multicriteria Optimization (2005), section 5.1.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from rotation.diagnostics import logger_of
from rotation.errors import Impossible, Interrupted, OutOfEffort
from rotation.goals.base import Goal, Level, Spread, Wide
from rotation.model.objective import Objective
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules.base import Rule
from rotation.solve.counted_tiers import CountedTiers
from rotation.solve.goal_statements import GoalStatements
from rotation.solve.incumbent import Incumbent
from rotation.solve.known_bounds import KnownBounds
from rotation.solve.lines.method import LineMethod
from rotation.solve.minimiser import Minimiser
from rotation.solve.parameters import Parameters
from rotation.solve.posting import Posting
from rotation.solve.progress import Progress, TierProgress, quiet
from rotation.solve.roster_search import RosterSearch
from rotation.solve.solver import End, Solver
from rotation.solve.start_rosters import StartRosters
from rotation.solve.stop import Stop
from rotation.solve.tier_models import TierModels
from rotation.solve.widest_gap import WidestGap
from rotation.statements.greedy import first_roster, settled_roster
from rotation.statements.view import ModelView, Stopped

__all__ = ["Progress", "Solved", "solve"]

_LOG = logger_of(__name__)


@dataclass(frozen=True, slots=True)
class Solved:
    """A roster, what it reached, and what that took.

    Attributes
    ----------
    roster : Roster
        The best found.
    objectives : tuple of Objective
        One per tier, in order.
    effort : float
        Deterministic units used.
    stopped : str
        Why the search was cut short from outside; empty when it was not, and then equal inputs
        give equal rosters.
    """

    roster: Roster
    objectives: tuple[Objective, ...]
    effort: float
    stopped: str


def solve(
    problem: Problem,
    rules: Sequence[Rule],
    goals: Sequence[Goal],
    parameters: Parameters | None = None,
    *,
    stop: Stop | None = None,
    progress: Progress | None = None,
    start: Roster | None = None,
    known: Sequence[Objective] = (),
) -> Solved:
    """Find the best roster, goal after goal.

    Parameters
    ----------
    problem : Problem
        What is to be decided.
    rules : sequence of Rule
        What must hold.
    goals : sequence of Goal
        The goals, most important first.
    parameters : Parameters, optional
        Effort and attempts.
    stop : Stop, optional
        Checked while the solver runs; a stopped search returns the best roster so far.
    progress : callable, optional
        Called with a few words about the present step.
    start : Roster, optional
        The roster to start from: shifts that break a rule are reassigned. By default the published
        one.
    known : sequence of Objective, optional
        What is proved of the same problem with fewer rules: as long as every tier before has the
        value it has there, no roster can be better than the bound there.

    Raises
    ------
    Impossible
        When no roster keeps the rules, even with every shift open.
    Interrupted
        If it is stopped before any roster was found.
    OutOfEffort
        If the effort ends before any roster was found.
    """
    solver = Solver(stop)
    incumbent = Incumbent(problem, KnownBounds(known))
    report = TierProgress(progress or quiet, incumbent)
    solver.waiting = report.again
    view = ModelView(problem)
    view.watch = solver.asked_to_stop
    for rule in rules:
        report(f"rule {rule.name}")
        rule.post(problem, view)
    models = TierModels(view, incumbent)
    search = RosterSearch(solver, parameters or Parameters(), incumbent)
    lines = LineMethod(incumbent, models, search)
    minimiser = Minimiser(incumbent, models, search, lines=lines)

    statements = GoalStatements(view, rules, solver)
    posting = Posting(goals, view, statements)
    report("a first roster")
    posting.look_ahead()
    statements.check()
    dealt = first_roster(view, posting.levels(), start or problem.published)
    starts = StartRosters(view, rules, goals)
    if starts.kept(dealt):
        incumbent.offer(dealt)
    starts.offer(incumbent, *posting.ahead())
    if not incumbent.exists:
        # Rules from outside may ask for what the dealing does not know: then any roster will do,
        # and where the search for one ends early, the one with the fewest people on call.
        nobody = settled_roster(view)
        _find_any(models, search, in_need=nobody if starts.kept(nobody) else None)
        if not incumbent.exists:
            _LOG.debug("nobody is on call in the first roster, because no other one was found")
            incumbent.offer(nobody)
    counted = CountedTiers(incumbent, models, search, minimiser, report, lines=lines)
    counted.decide(starts.offer(incumbent, *posting.take_counted()))
    while (tier := posting.next()) is not None:
        statements.check(incumbent.roster)
        if isinstance(tier.target, Level | Spread):
            # A ledger behind other goals: with those behind it, it is counted under them.
            counted.decide(starts.offer(incumbent, *posting.take_counted()))
            continue
        posting.take()
        starts.offer(incumbent, tier)
        report.at(tier)
        if not search.stopped:
            with suppress(Stopped):
                if isinstance(tier.target, Wide):
                    gap = WidestGap(tier, incumbent, models, search, report, lines=lines)
                    gap.improve(start)
                else:
                    minimiser.improve(tier)
        incumbent.decide(tier)
    statements.check(incumbent.roster)
    with suppress(Stopped):
        statements.search()
    return Solved(incumbent.roster, incumbent.objectives(), solver.effort, solver.stopped)


def _find_any(models: TierModels, search: RosterSearch, *, in_need: Roster | None) -> None:
    """Look for a roster that keeps the rules, with all the effort of a tier.

    Without one it is an error to end early, unless there is a roster in need.
    """
    _LOG.debug("CP-SAT looks for any roster, because no first one keeps every rule")
    try:
        model = models.of_rosters()
    except Stopped:
        if in_need is not None:
            return
        raise Interrupted(f"{search.solver.stopped} before there was any plan") from None
    for attempt in search.parameters.ladder:
        response = search.run(model, attempt, search.limit(attempt))
        if response.end is End.IMPOSSIBLE:
            raise Impossible("no plan keeps every rule, even with every shift open")
        if response.solved:
            return
    if in_need is not None:
        return
    if search.stopped:
        raise Interrupted(f"{search.solver.stopped} before there was any plan")
    raise OutOfEffort("no plan was found; give more effort (--effort)")
