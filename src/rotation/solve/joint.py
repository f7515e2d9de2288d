"""Rosters of several teams that share people, with the fewest open shifts in all of them.

Planned one after the other, a team sees what the teams before it decided, and may have to leave a
shift open that another choice there would have spared. Here the models of all teams are in one,
with links between what one person does in each (`rotation.other_teams.links`). Only the first
number of every plan is minimised, open regular shifts: fairness is each team's own.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from rotation.diagnostics import logger_of
from rotation.errors import Impossible, Interrupted, OutOfEffort, SolverDisagreement
from rotation.model.problem import Block, Problem
from rotation.model.roster import Roster
from rotation.other_teams.links import Link, broken_links, links
from rotation.other_teams.people import SharedPerson
from rotation.rules import split, violations
from rotation.rules.base import Rule
from rotation.solve.compiler import Compiler
from rotation.solve.model import Model
from rotation.solve.parameters import Attempt, Parameters
from rotation.solve.solver import End, Solver
from rotation.solve.stop import Stop
from rotation.statements.view import ModelView, Stopped

__all__ = ["JointOutcome", "JointTeam", "joint_violations", "open_in", "solve_jointly"]

_LOG = logger_of(__name__)

_ALONE = 2
"""How many attempts of the ladder a team by itself is worth, where only a bound is wanted."""

Rosters = Mapping[str, Roster]


@dataclass(frozen=True, slots=True)
class JointTeam:
    """A team among those that are solved together.

    Attributes
    ----------
    problem : Problem
        Its own, with all that is settled. What it knows of shifts of the others' problems does not
        count: those have them as their own.
    rules : tuple of Rule
        What must hold in it.
    roster : Roster
        What it has so far; keeps its rules.
    """

    problem: Problem
    rules: tuple[Rule, ...]
    roster: Roster


@dataclass(frozen=True, slots=True)
class JointOutcome:
    """Rosters of several teams, and how few shifts can stay open in all of them.

    Attributes
    ----------
    rosters : mapping of str to Roster
        By team; every rule holds in each, and across them.
    open : int
        Regular shifts that nobody holds, of all teams.
    bound : int
        No rosters that keep the rules have fewer.
    effort : float
        Deterministic units used.
    stopped : str
        Why the search was cut short from outside; when not empty the rosters are not reproducible.
    """

    rosters: Rosters
    open: int
    bound: int
    effort: float
    stopped: str

    @property
    def proved(self) -> bool:
        """Whether no rosters have fewer open shifts."""
        return self.open == self.bound


def open_in(problem: Problem, roster: Mapping[str, str | None]) -> int:
    """Return how many regular shifts nobody holds."""
    return sum(roster[shift.id] is None for shift in problem.regular())


def joint_violations(
    teams: Mapping[str, JointTeam], rosters: Rosters, people: Iterable[SharedPerson]
) -> tuple[str, ...]:
    """Return which rules some rosters break, in each team and across them, without the solver."""
    within = (
        f"{team}: {violation}"
        for team, each in teams.items()
        for violation in split(each.problem, violations(each.problem, rosters[team], each.rules))[0]
    )
    problems = {team: each.problem for team, each in teams.items()}
    rules = {team: each.rules for team, each in teams.items()}
    return (*within, *broken_links(problems, rosters, rules, people))


def solve_jointly(
    teams: Mapping[str, JointTeam],
    people: Iterable[SharedPerson],
    parameters: Parameters | None = None,
    *,
    stop: Stop | None = None,
) -> JointOutcome:
    """Find rosters of several teams that leave the fewest regular shifts open.

    Where the rosters so far leave as few open as every team needs by itself, nothing is searched.

    Parameters
    ----------
    teams : mapping of str to JointTeam
        Their rosters are where the search starts. If they break a rule across teams, they do not
        count.
    people : iterable of SharedPerson
        Who is one person; members of other teams do not matter.
    parameters : Parameters, optional
        Effort, for all teams together, and attempts.
    stop : Stop, optional
        Checked while the solver runs; a stopped search returns the best rosters so far.

    Raises
    ------
    Impossible
        When no rosters keep the rules, even with every shift open.
    Interrupted, OutOfEffort
        If the search ends before it has rosters that keep the rules.
    SolverDisagreement
        When rosters that were found fail the check without the solver: a bug of ours.
    """
    shared, solver, parameters = tuple(people), Solver(stop), parameters or Parameters()
    teams = _without_each_other(teams)
    search = _Search(teams, shared, solver)
    if search.value is not None:
        search.bound = sum(
            _least_alone(team, each, parameters, solver) for team, each in teams.items()
        )
    search.run(parameters.ladder, parameters.effort)
    if search.value is None:
        if solver.stopped:
            raise Interrupted(f"{solver.stopped} before there were rosters of all teams")
        raise OutOfEffort("no rosters of all teams were found; give more effort (--effort)")
    _LOG.info("%d teams: %d open, bound %d", len(teams), search.value, search.bound)
    return JointOutcome(search.rosters, search.value, search.bound, solver.effort, solver.stopped)


def _least_alone(team: str, each: JointTeam, parameters: Parameters, solver: Solver) -> int:
    """Return a bound of the open shifts of a team that need not share anybody."""
    search = _Search({team: each}, (), solver)
    search.run(parameters.ladder[:_ALONE], parameters.effort)
    return search.bound


class _Search:
    """The search for rosters with fewer open shifts, and for a proof that there are none.

    Attributes
    ----------
    rosters : mapping of str to Roster
        The best ones so far.
    value : int or None
        How many shifts they leave open; None as long as they break rules across teams.
    bound : int
        No rosters leave fewer.
    """

    def __init__(
        self, teams: Mapping[str, JointTeam], people: Sequence[SharedPerson], solver: Solver
    ) -> None:
        self._teams, self._people, self._solver = teams, people, solver
        self.rosters: Rosters = {team: each.roster for team, each in teams.items()}
        kept = not joint_violations(teams, self.rosters, people)
        self.value = self._open(self.rosters) if kept else None
        self.bound = 0

    def run(self, ladder: Sequence[Attempt], effort: float) -> None:
        """Make attempts until there is a proof; the shares of effort are their limits."""
        if self.value == self.bound:
            return
        try:
            joint = _JointModel(self._teams, self._people, self._solver)
        except Stopped:
            return
        for attempt in ladder:
            joint.hint(self.rosters)
            response = self._solver.run(joint.cp, attempt, attempt.share * effort)
            if response.end is End.IMPOSSIBLE:
                self._refuse_rosters()
            if response.solved:
                self.bound = max(self.bound, response.bound)
                self._offer(joint.rosters(response.true))
            if self.value == self.bound or self._solver.stopped:
                return

    def _offer(self, rosters: Rosters) -> None:
        """Keep rosters with fewer open shifts, once they are checked without the solver."""
        value = self._open(rosters)
        if self.value is not None and value >= self.value:
            return
        broken = joint_violations(self._teams, rosters, self._people)
        if broken:
            listed = "\n".join(broken)
            raise SolverDisagreement(
                f"the rosters of several teams break rules; please report this\n{listed}"
            )
        self.rosters, self.value = rosters, value

    def _refuse_rosters(self) -> None:
        if self.value is not None:
            raise SolverDisagreement("the model of several teams refuses rosters that keep rules")
        raise Impossible("no plans keep every rule in all teams, even with every shift open")

    def _open(self, rosters: Rosters) -> int:
        return sum(open_in(each.problem, rosters[team]) for team, each in self._teams.items())


class _JointModel:
    """The models of several teams in one, with the links between them."""

    def __init__(
        self, teams: Mapping[str, JointTeam], people: Sequence[SharedPerson], solver: Solver
    ) -> None:
        self.cp = cp_model.CpModel()
        views = {team: _stated(each, solver) for team, each in teams.items()}
        self._models = {team: Model(view, self.cp) for team, view in views.items()}
        rules = {team: each.rules for team, each in teams.items()}
        for link in links(views, rules, people):
            self._add(link)
        self.cp.minimize(cp_model.LinearExpr.sum(list(self._open_shifts())))

    def hint(self, rosters: Rosters) -> None:
        """Start the next search from rosters."""
        self.cp.clear_hints()  # type: ignore[no-untyped-call]  # OR-Tools leaves it untyped
        for team, model in self._models.items():
            model.add_hint(rosters[team])

    def rosters(self, value: Callable[[cp_model.LiteralT], bool]) -> Rosters:
        """Read the rosters off a solution."""
        return {team: model.roster(value) for team, model in self._models.items()}

    def _open_shifts(self) -> Iterator[cp_model.LiteralT]:
        for model in self._models.values():
            for shift in model.view.problem.regular():
                yield model.literal(model.view.is_open(shift.id))

    def _add(self, link: Link) -> None:
        view, compiler = link.view, Compiler(self.cp, link.view)
        person = view.problem.people[0].id
        for name, turn in link.turns.items():
            model = self._models[turn.team]
            works = model.view.works(turn.engineer, turn.shift.id)
            compiler.take(view.works(person, name), model.literal(works))
        for flag, name in view.named_flags():
            compiler.make(flag, name)
        for pair in view.forbidden:
            compiler.clause([view.negate(view.works(*pair))])
        for statement in view.statements:
            compiler.add(statement)


def _without_each_other(teams: Mapping[str, JointTeam]) -> dict[str, JointTeam]:
    """Return teams that know nothing of each other's shifts: limits would count them twice."""
    decided = {(team, s.id) for team, each in teams.items() for s in each.problem.shifts}

    def known(block: Block) -> bool:
        return block.held is not None and (block.team, block.held.id) in decided

    apart = {}
    for team, each in teams.items():
        people = tuple(
            replace(person, blocks=tuple(b for b in person.blocks if not known(b)))
            for person in each.problem.people
        )
        apart[team] = replace(each, problem=replace(each.problem, people=people))
    return apart


def _stated(team: JointTeam, solver: Solver) -> ModelView:
    view = ModelView(team.problem)
    view.watch = solver.asked_to_stop
    for rule in team.rules:
        rule.post(team.problem, view)
    return view
