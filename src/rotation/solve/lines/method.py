"""Lines for the tiers: whether a gap can be, and the least of a tier, with proof and roster."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from rotation.diagnostics import logger_of
from rotation.goals.base import Level, Spread, Target, Together, Wide
from rotation.model.roster import Roster
from rotation.solve.incumbent import Incumbent
from rotation.solve.lines.bounds import NOTHING, bound
from rotation.solve.lines.branching import branch
from rotation.solve.lines.frame import Frame, frame_of
from rotation.solve.lines.generation import Generation, Relaxed
from rotation.solve.lines.late_ends import late_ends
from rotation.solve.lines.measures import Measure, measure_of
from rotation.solve.lines.pricing import Line
from rotation.solve.lines.program import LineProgram, Walks
from rotation.solve.lines.walks import MANY
from rotation.solve.posted_tiers import PostedTier
from rotation.solve.roster_search import RosterSearch
from rotation.solve.solver import End
from rotation.solve.tier_models import TierModels
from rotation.statements.ties import Ties

__all__ = ["LineMethod"]

_LOG = logger_of(__name__)

_TURNS = 400
"""LPs until a relaxation is given up."""

_KEPT = 20_000
"""Lines that are kept from one question for the next, the newest."""

_PART = 0.5
"""Of the effort of a tier: what lines may take for a tier, or for one gap."""

_BRANCHING = 0.7
"""Of the effort of a tier: what cases may take for one question."""

_LONGEST = 8_000
"""Shifts times shifts per person: with more and longer lines an LP takes a second or never ends."""

_LITTLE = 1e-6
"""Of what cannot be: an LP that pays for less of it is content with its price."""

_NEARLY_POSSIBLE = 1e-4
"""Of what cannot be, where nothing is refuted: rounding alone may be to blame."""

_SHARES = tuple(Fraction(part, 20) for part in (0, 1, 3, 7, 15, 20))
"""Of the way from a bound to the best value: where rosters are looked for, or refuted."""

_PRICES = (1, 30, 1_000, 30_000, 1_000_000)
"""How much dearer what cannot be is made, as long as an LP pays for it."""


class LineMethod:
    """Asks lines about the rosters that are as good as the best one in every tier decided.

    Parameters
    ----------
    incumbent : Incumbent
        The best roster and the decided tiers; rosters found are offered to it.
    models : TierModels
        For what was stated.
    search : RosterSearch
        For the criterion to stop; the effort is counted there.
    """

    def __init__(self, incumbent: Incumbent, models: TierModels, search: RosterSearch) -> None:
        self._incumbent, self._models, self._search = incumbent, models, search
        self._frame: tuple[tuple[int, int, Ties], Frame | None] | None = None
        self._measures: dict[tuple[int, Fraction], tuple[Target, Measure | None]] = {}
        self._late: dict[tuple[int, int], int] = {}
        self._lines: dict[tuple[int, Line], None] = {}
        self._walks: Walks = {}
        self._by_load: Target | None = None

    @property
    def known(self) -> bool:
        """Whether lines know everything that was stated and decided."""
        return self._limits() is not None

    @property
    def too_long(self) -> bool:
        """Whether an LP over lines would take longer than its answer is worth."""
        problem = self._models.view.problem
        return len(problem.shifts) ** 2 > _LONGEST * len(problem.people)

    def relax_gap(self, target: Wide, gap: int) -> End:
        """Return whether fractions of lines keep every gap at least as wide as given.

        `IMPOSSIBLE` is a proof; `FEASIBLE` says that no proof can be had this way.
        """
        generation = self._asked_about(target, gap)
        if generation is None:
            return End.UNKNOWN
        relaxed = generation.relax(_TURNS)
        self._leave(generation)
        return _end(relaxed)

    def try_gap(self, tier: PostedTier, target: Wide, gap: int) -> End:
        """Look for a roster with gaps at least as wide as given, and offer it."""
        generation = self._asked_about(target, gap)
        if generation is None:
            return End.UNKNOWN
        end = _end(generation.relax(_TURNS))
        if end is End.FEASIBLE:
            end, roster = self._decide(generation, target)
            if roster is not None:
                end = End.UNKNOWN
                if self._incumbent.as_good(roster) and self._incumbent.value(tier, roster) >= gap:
                    self._incumbent.offer(roster, tier)
                    end = End.FEASIBLE
        self._leave(generation)
        return end

    def minimise(self, tier: PostedTier) -> None:
        """Bound a tier, and look for rosters at the bound and above it; what is found is offered.

        Parameters
        ----------
        tier : PostedTier
            The next one; it has a bound, which is raised.
        """
        assert tier.bound is not None
        limits = self._limits()
        aim = self._measure(tier.target, self._incumbent.value(tier))
        if limits is None or aim is None or self._framed() is None:
            _LOG.debug("%s: no lines, which do not know all that is stated", tier.name)
            return
        _LOG.debug("%s: lines", tier.name)
        solver = self._search.solver
        last = solver.effort + self._search.parameters.effort * _PART
        if len(aim.ledgers) > 1:
            # Accounts have too many loads to be weighed as long as the value is far from the bound.
            self._approach(tier, limits, last)
            aim = self._measure(tier.target, self._incumbent.value(tier))
            assert aim is not None
            if self._incumbent.reached(tier) or solver.effort > last or self._search.stopped:
                return
        least = self._relaxed(limits, aim, last)
        if least is not None:
            tier.bound = max(tier.bound, aim.at_least(least))
        self._approach(tier, limits, last)

    def _approach(self, tier: PostedTier, limits: Sequence[Measure], last: float) -> None:
        """Look for rosters at the bound of a tier, and nearer and nearer to the best value."""
        solver = self._search.solver
        aim = self._measure(tier.target, self._incumbent.value(tier))
        assert aim is not None
        assert tier.bound is not None
        for share in _SHARES:
            if self._incumbent.reached(tier) or solver.effort > last or self._search.stopped:
                return
            value = self._incumbent.value(tier)
            allowed = tier.bound + max(value - aim.grain - tier.bound, Fraction(0)) * share
            self._attain(tier, limits, allowed, last)

    def _relaxed(self, limits: Sequence[Measure], aim: Measure, last: float) -> Fraction | None:
        """Return the bound of the LP; None where lines know none."""
        generation = self._begun(limits, aim, last)
        if generation is None:
            return None
        best = NOTHING
        for times in _PRICES:
            generation.master.dearer(times)
            relaxed = generation.relax(_TURNS)
            if relaxed.bound is None:
                break
            best = max(best, relaxed.bound)
            if relaxed.missing < _LITTLE or not relaxed.finished:
                break
        self._leave(generation)
        return best

    def _attain(
        self, tier: PostedTier, limits: Sequence[Measure], value: Fraction, last: float
    ) -> None:
        """Look for a roster with a value at most; raise the bound where there is none."""
        limit = self._measure(tier.target, value)
        assert limit is not None
        assert tier.bound is not None
        frame = None
        if isinstance(tier.target, Together):
            frame = self._with_few(self._framed(), tier.target, value)
        generation = self._begun([*limits, limit], None, last, frame)
        if generation is None:
            return
        end, roster = _end(generation.relax(_TURNS)), None
        if end is End.FEASIBLE:
            end, roster = self._decide(generation, tier.target)
        if end is End.IMPOSSIBLE:
            tier.bound = max(tier.bound, limit.above)
        elif roster is not None and self._incumbent.as_good(roster):
            self._incumbent.offer(roster, tier)
        self._leave(generation)

    # -- lines from one question to the next -------------------------------------------------

    def _asked_about(self, target: Wide, gap: int) -> Generation | None:
        frame, limits = self._framed(), self._limits()
        if frame is None or limits is None:
            return None
        last = self._search.solver.effort + self._search.parameters.effort * _PART
        return self._begun(limits, None, last, frame.wide(target, gap))

    def _begun(
        self,
        limits: Sequence[Measure],
        aim: Measure | None,
        last: float,
        frame: Frame | None = None,
    ) -> Generation | None:
        """Return the LP of a question, until the effort is at `last`."""
        frame = frame or self._framed()
        assert frame is not None
        program = LineProgram(frame, limits, aim, walks=self._walks)
        if not program.ways and any(frame.budgets):
            program = LineProgram(frame.loose, limits, aim, walks=self._walks)
        if not program.ways:
            # Pairs are what is dear. Without a limit on them a bound is a bound all the same, and
            # a roster above it is not taken.
            unpaired = [each for each in limits if not each.paired]
            program = LineProgram(frame, unpaired, aim, walks=self._walks)
        if not program.ways:
            return None
        solver = self._search.solver
        lines = [*self._lines, *self._own_lines()]
        return Generation(program, lines, self._asked_to_stop, last - solver.effort)

    def _decide(self, generation: Generation, target: Target) -> tuple[End, Roster | None]:
        """Return whether there is a roster, and one, of a question about a target.

        The LP of the question is solved.
        """
        program = generation.program
        alike = program.classes.of
        if len(program.classes.members) < len(alike):
            lines = [*program.shared_out(generation.master.used()), *generation.lines]
            program = program.by_person()
            if not program.ways:
                return End.UNKNOWN, None
            single = Generation(program, lines, self._asked_to_stop, 0)
        else:
            single = generation
        single.allow(_BRANCHING * self._search.parameters.effort)
        branched = branch(single, alike, loads_first=self._by_load is target)
        if branched.by_load and branched.end is not End.UNKNOWN:
            self._by_load = target  # its next value is mostly decided in the same way
        if single is not generation:
            self._leave(single)
        if branched.end.solved:
            return branched.end, program.roster(self._models.view.problem, branched.columns)
        return branched.end, None

    def _asked_to_stop(self) -> bool:
        """Return whether to stop."""
        return self._search.stopped

    def _own_lines(self) -> list[tuple[int, Line]]:
        """Return the lines of the best roster."""
        problem, roster = self._models.view.problem, self._incumbent.roster
        lines: dict[str, list[int]] = {person.id: [] for person in problem.people}
        for number, shift in enumerate(problem.shifts):
            holder = roster[shift.id]
            if holder is not None:
                lines[holder].append(number)
        return [(number, tuple(line)) for number, line in enumerate(lines.values())]

    def _leave(self, generation: Generation) -> None:
        """Keep the lines that were made, and count what that took."""
        for line in generation.lines:
            self._lines.pop(line, None)
            self._lines[line] = None
        for line in list(self._lines)[: max(0, len(self._lines) - _KEPT)]:
            del self._lines[line]
        self._search.solver.spend(generation.effort)

    # -- what was stated and decided ---------------------------------------------------------

    def _framed(self) -> Frame | None:
        """Return the lines of what was stated and decided so far, made once."""
        view = self._models.view
        few = [
            (tier.target, value)
            for tier, value in self._incumbent.values()
            if isinstance(tier.target, Together) and value > 0
        ]
        known = len(view.statements), len(few), self._models.ties()
        if self._frame is None or self._frame[0] != known:
            frame = None
            if not self.too_long:
                frame = frame_of(view, self._models.packing.candidates, known[-1])
            self._frame = known, frame
            self._measures.clear()
            for target, value in few:
                frame = self._with_few(frame, target, value)
            self._frame = known, frame
        return self._frame[1]

    def _with_few(self, frame: Frame | None, target: Together, value: Fraction) -> Frame | None:
        """Return the lines with pairs only where a roster with few of them can have some."""
        if frame is None or value >= MANY:
            return frame
        key = id(target), floor(value)
        if key not in self._late:
            limits = [measure for measure in self._limits() or [] if not measure.ledgers]
            limits = [measure for measure in limits if not measure.paired]
            nothing = Measure()
            free = frame.untied.apart_in(target)
            program = LineProgram(free, limits, nothing, walks=self._walks)
            if not program.ways:
                return frame
            effort = self._search.parameters.effort * _PART
            generation = Generation(program, self._own_lines(), self._asked_to_stop, effort)
            generation.relax(_TURNS)
            self._leave(generation)
            self._late[key] = late_ends(bound(program, generation.master.duals), floor(value))
        return frame.apart_in(target, self._late[key])

    def _limits(self) -> list[Measure] | None:
        """Return the tiers decided as limits; None where lines do not know one."""
        if self.too_long:
            return None
        limits = []
        for tier, value in self._incumbent.values():
            if isinstance(tier.target, Wide):
                continue  # the view says so since the tier was decided
            measure = self._measure(tier.target, value)
            if measure is None:
                return None
            if measure.ledgers or measure.weights or measure.opens or measure.paired:
                limits.append(measure)
        return limits

    def _measure(self, target: Target, value: Fraction) -> Measure | None:
        """Return a tier with a limit, made once as long as nothing more is stated."""
        self._framed()
        # By identity, and the target is kept: a hash of one would take as long as its measure.
        known = self._measures.get((id(target), value))
        if known is None:
            known = target, self._measured(target, value)
            self._measures[id(target), value] = known
        return known[1]

    def _measured(self, target: Target, value: Fraction) -> Measure | None:
        frame = self._framed()
        if frame is None or isinstance(target, Spread | Wide):
            return None  # the largest and the smallest are no sums over lines
        if isinstance(target, Together) and value == 0:
            return Measure()  # the view says so since the tier was decided
        most = {}
        if isinstance(target, Level):
            most = self._models.packing.most_of(target)
        return measure_of(self._models.view, target, value, most, frame.can)


def _end(relaxed: Relaxed) -> End:
    if relaxed.bound is None or relaxed.bound > 0:
        return End.IMPOSSIBLE
    return End.FEASIBLE if relaxed.missing < _NEARLY_POSSIBLE else End.UNKNOWN
