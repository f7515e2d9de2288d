"""The planner itself under the clock, stage by stage and tier by tier."""

from collections.abc import Sequence
from time import perf_counter

from benchmarks.figures import FAIRNESS, LIMIT, Run, TierTime
from benchmarks.instances import Instance
from rotation.errors import SolverDisagreement
from rotation.goals import DEFAULT_GOALS, Level
from rotation.model.objective import Objective
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import DEFAULT_RULES, split, violations
from rotation.solve.model import Model
from rotation.solve.parameters import Parameters
from rotation.solve.tiers import solve
from rotation.statements.greedy import first_roster
from rotation.statements.view import ModelView

__all__ = ["checked", "run_ours", "tier_ends"]


class _Log:
    """Keeps when the solver said what."""

    def __init__(self) -> None:
        self.messages: list[tuple[float, str]] = []
        self.begun = perf_counter()

    def __call__(self, message: str) -> None:
        self.messages.append((perf_counter() - self.begun, message))


def run_ours(instance: Instance, seed: int, effort: float | None) -> tuple[Run, Roster]:
    """Plan one instance as `rotation plan` does.

    Parameters
    ----------
    instance : Instance
        What to plan.
    seed : int
        For the record.
    effort : float or None
        Deterministic units a tier may take; None is the planner's default.

    Returns
    -------
    run : Run
        The figures.
    roster : Roster
        Checked against every rule, without the solver.
    """
    begun = perf_counter()
    problem = instance.problem()
    stages = {"problem": perf_counter() - begun} | _model_stages(problem)
    parameters = Parameters() if effort is None else Parameters(effort=effort)
    log = _Log()
    solved = solve(problem, DEFAULT_RULES, DEFAULT_GOALS, parameters, progress=log)
    end = perf_counter() - log.begun
    ends = tier_ends(log.messages, solved.objectives, end)
    proved = [t for t, o in zip(ends, solved.objectives, strict=True) if o.proved]
    stages["first proved"] = min(proved, default=LIMIT)
    stages["total"] = stages["problem"] + end
    tiers = tuple(
        TierTime(o.name, seconds, float(o.value), float(o.bound), o.proved)
        for o, seconds in zip(solved.objectives, ends, strict=True)
    )
    size = len(problem.people), len(problem.shifts)
    return Run(seed, *size, stages, tiers, solved.effort), checked(problem, solved.roster)


def checked(problem: Problem, roster: Roster) -> Roster:
    """Return a roster that keeps every rule.

    Raises
    ------
    SolverDisagreement
        When it does not: no figure of it is worth anything.
    """
    broken, _ = split(problem, violations(problem, roster, DEFAULT_RULES))
    if broken:
        raise SolverDisagreement("\n".join(map(str, broken)))
    return roster


def _model_stages(problem: Problem) -> dict[str, float]:
    """Time what planning begins with, each part by itself; `solve` does all of it again."""
    begun = perf_counter()
    view = ModelView(problem)
    for rule in DEFAULT_RULES:
        rule.post(problem, view)
    stated = perf_counter()
    Model(view)
    built = perf_counter()
    roster = first_roster(view, _levels(problem, view))
    dealt = perf_counter()
    broken, _ = split(problem, violations(problem, roster, DEFAULT_RULES))
    start = LIMIT if broken else stated - begun + dealt - built
    return {"view": stated - begun, "CP-SAT model": built - stated, "start": start}


def _levels(problem: Problem, view: ModelView) -> list[Level]:
    """Return the levels that lead the goals: what a first roster is dealt by."""
    leading = [goal for goal in DEFAULT_GOALS if goal.name in FAIRNESS]
    targets = [target for goal in leading for target in goal.post(problem, view)]
    return [target for target in targets if isinstance(target, Level)]


_COUNTING = ("bound: ", "a roster with the fairest loads")
"""How messages begin that are about the tiers of several ledgers."""


def tier_ends(
    messages: Sequence[tuple[float, str]], objectives: Sequence[Objective], end: float
) -> list[float]:
    """Tell when each tier was done, from what the solver said it looks at.

    A message that is, or goes on from, a tier's title opens that tier; one of another tier ends
    it, and so does counting, which is about several. Tiers that were never opened were proved
    together, by a roster with the loads of the bounds: they end where the first later tier opens.

    Parameters
    ----------
    messages : sequence of (float, str)
        Seconds and messages, in order; what comes before all tiers opens none.
    objectives : sequence of Objective
        The tiers, in order.
    end : float
        Seconds at the end of the search.

    Raises
    ------
    ValueError
        For a message that is about no tier, once one is open.
    """
    opened: dict[int, float] = {}
    closed: dict[int, float] = {}
    now: int | None = None
    for seconds, message in messages:
        about = _about(message, objectives)
        if about is None and opened and not message.startswith(_COUNTING):
            raise ValueError(f"which tier is {message!r} about?")
        if about != now and now is not None:
            closed[now] = seconds
        if about is not None:
            opened.setdefault(about, seconds)
        now = about
    ends = []
    for number in range(len(objectives)):
        later = min((s for n, s in opened.items() if n > number), default=end)
        ends.append(closed.get(number, end) if number in opened else later)
    return ends


def _about(message: str, objectives: Sequence[Objective]) -> int | None:
    titles = (o.title for o in objectives)
    return next((n for n, t in enumerate(titles) if f"{message}:".startswith(f"{t}:")), None)
