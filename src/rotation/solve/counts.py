"""The bound first: how many shifts of each kind everybody holds, before deciding which ones.

Shifts that weigh the same in every ledger are one class. A model with one whole number for each
person and class, kept below what fits between the person's absences, has no dates in it: it is
tiny, and its optimum bounds every roster's. When a roster with the loads of that optimum exists
(`rotation.solve.tiers` looks for it), the bound is the proof.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

from ortools.sat.python import cp_model

from rotation.goals.base import Few, Level, Spread, Target
from rotation.model.problem import Problem
from rotation.solve.cost import Cost, LevelCost, few, spread
from rotation.solve.parameters import Attempt
from rotation.solve.solver import End, Response, Solver
from rotation.solve.squares import Squares
from rotation.statements.packing import Packing
from rotation.statements.shift_classes import named_costs, shift_classes
from rotation.statements.view import AtMost, ModelView

__all__ = ["CountModel", "PersonLoads"]

PersonLoads = Mapping[str, int]
"""Each person's load in one ledger, by person id, or by account where people have several."""

_ATTEMPT = Attempt(share=1.0, seed=1, linearization_level=2)

_REACH = 3
"""Steps on either side of an even division that are distinguished at first."""


class CountModel:
    """The model of counts for some tiers.

    Parameters
    ----------
    view : ModelView
        The statements; only absences, requirements and `AtMost` statements are looked at, so the
        model is a relaxation whatever else was stated.
    targets : sequence of Few, Level or Spread
        The tiers, most important first, all `countable`.
    extra : iterable of AtMost
        Further statements that must hold.
    packing : Packing, optional
        Of the same view, without more statements; made once, it serves many models.
    """

    def __init__(
        self,
        view: ModelView,
        targets: Sequence[Target],
        extra: Iterable[AtMost] = (),
        packing: Packing | None = None,
    ) -> None:
        self._view = view
        self._targets = targets
        known = packing or Packing(view)
        more = tuple(extra)
        self._packing = known.under(view, more) if more else known
        self._candidates = self._packing.candidates
        self._classes = shift_classes(view, targets, self._candidates)
        self._cp = cp_model.CpModel()
        self._costs: list[Cost] = []
        self._reached: list[Fraction] = []
        self._levels: dict[int, tuple[LevelCost, Squares]] = {}
        self._works = [named_costs(view, target) for target in targets]
        self._best: list[PersonLoads] = []
        self._tied: set[tuple[str, ...]] = set()
        self._count = self._post_counts()

    def _post_counts(self) -> dict[tuple[str, int], cp_model.IntVar]:
        problem = self._view.problem
        count: dict[tuple[str, int], cp_model.IntVar] = {}
        for person in self._view.watched(problem.people, 1):
            for number, (_, shifts) in enumerate(self._classes):
                least = sum((person.id, shift) in self._view.required for shift in shifts)
                most = max(least, self._packing.most(person.id, shifts))
                count[person.id, number] = self._cp.new_int_var(least, most, "")
            for group in self._groups(problem):
                whole = sum(count[person.id, number] for number in group)
                together = [shift for number in group for shift in self._classes[number][1]]
                self._cp.add(whole <= self._packing.most(person.id, together))
        self._open = []
        for number, (_, shifts) in enumerate(self._classes):
            nobody = sum(not self._candidates[shift] for shift in shifts)
            self._open.append(self._cp.new_int_var(nobody, len(shifts), ""))
            holders = sum(count[person.id, number] for person in problem.people)
            self._cp.add(holders + self._open[number] == len(shifts))
        return count

    def tie(self, tasks: Sequence[tuple[str, ...]]) -> None:
        """Have each of some sets of shifts held by one person, and none of their shifts open.

        Parameters
        ----------
        tasks : sequence of tuple of str
            No shift is in two of them.
        """
        if self._tied.issuperset(tasks):
            return
        self._tied.update(tasks)
        number = {shift: n for n, (_, shifts) in enumerate(self._classes) for shift in shifts}
        kinds: dict[tuple[int, ...], list[tuple[str, ...]]] = {}
        for task in sorted(tasks, key=lambda task: sorted(number[shift] for shift in task)):
            ordered = sorted(task, key=number.__getitem__)
            kinds.setdefault(tuple(number[shift] for shift in ordered), []).append(tuple(ordered))
        single = set(number).difference(*tasks)
        held = {kind: self._held_tasks(same) for kind, same in kinds.items()}
        for kind, same in kinds.items():
            self._cp.add(sum(held[kind].values()) == len(same))
        for (person, n), count in self._count.items():
            parts = [kind.count(n) * held[kind][person] for kind in kinds if n in kind]
            beside = [shift for shift in self._classes[n][1] if shift in single]
            if parts:
                self._cp.add_linear_constraint(
                    count - sum(parts), 0, self._packing.most(person, beside)
                )

    def _held_tasks(self, tasks: Sequence[tuple[str, ...]]) -> dict[str, cp_model.IntVar]:
        """Return how many of some sets each person holds; their shifts are of equal classes."""
        held = {}
        for person in self._view.problem.people:
            mine = [task for task in tasks if all(person.id in self._candidates[s] for s in task)]
            most = min(
                (self._packing.most(person.id, each) for each in zip(*mine, strict=True)), default=0
            )
            held[person.id] = self._cp.new_int_var(0, most, "")
        return held

    def _groups(self, problem: Problem) -> list[list[int]]:
        """Return the sets of classes that are bounded together: all, and each kind."""
        by_kind: dict[str, list[int]] = {}
        for number, (_, shifts) in enumerate(self._classes):
            for kind in sorted({problem.shift(shift).kind.value for shift in shifts}):
                by_kind.setdefault(kind, []).append(number)
        every = list(range(len(self._classes)))
        return [every, *(group for group in by_kind.values() if group != every)]

    def restrict(self, values: Sequence[Fraction]) -> None:
        """Limit the first tiers to these values; later tiers are bounded under these limits."""
        for number in range(len(self._costs), len(values)):
            cost = self._cost(number, values[number])
            self._costs.append(cost)
            self._reached.append(values[number])
            self._cp.add(cost.expression <= cost.at_most(values[number]))

    def loads(self, solver: Solver, limit: float) -> tuple[End, list[PersonLoads]]:
        """Return loads that keep every restriction; `IMPOSSIBLE` proves that no roster does.

        Parameters
        ----------
        solver : Solver
            Runs the solver.
        limit : float
            Deterministic units.
        """
        response = solver.run(self._cp, _ATTEMPT, limit)
        if not response.solved:
            return response.end, []
        return response.end, [self._loads(i, response.number) for i in range(len(self._costs))]

    def bound(
        self, solver: Solver, limit: float, floor: Fraction | None = None
    ) -> tuple[Fraction, list[PersonLoads]] | None:
        """Bound the first tier that is not restricted yet, and restrict it to the bound.

        Parameters
        ----------
        solver : Solver
            Runs the solver.
        limit : float
            Deterministic units.
        floor : fractions.Fraction, optional
            A known lower bound of all rosters.

        Returns
        -------
        (fractions.Fraction, list of mapping) or None
            No roster has less; and, for each ledger so far, the loads of an optimal solution
            (an open tier has an empty one). None when the limit was too short.
        """
        number = len(self._costs)
        self._costs.append(self._cost(number))
        if not self._costs[number].varies and len(self._best) == number:
            # Nobody can hold anything that counts: there is nothing to search for.
            self._best = [*self._best, self._loads(number, lambda _: 0)]
            self._reached.append(self._costs[number].constant)
            return self._reached[number], self._best
        response = self._least(solver, limit, floor)
        if response is None:
            del self._costs[number]
            return None
        value = self._costs[number].value(response.value)
        self._reached.append(value)
        self._cp.add(self._costs[number].expression <= response.value)
        return value, self._best

    def _least(self, solver: Solver, limit: float, floor: Fraction | None) -> Response | None:
        """Minimise the last cost.

        Where loads are beyond the steps that are told apart, more of them are, and it is minimised
        again: what it ends with is exact. Only then may what is known from elsewhere cut: a line is
        below the parabola, so loads beyond may seem to cost less than they do.
        """
        end, last = solver.effort + limit, len(self._costs) - 1
        while True:
            self._cp.minimize(self._costs[last].expression)
            response = solver.run(self._cp, _ATTEMPT, max(end - solver.effort, 0.0))
            self._cp.clear_objective()  # type: ignore[no-untyped-call]  # as OR-Tools has it
            if response.end is not End.OPTIMAL:
                return None
            self._cp.clear_hints()  # type: ignore[no-untyped-call]  # as OR-Tools has it
            for variable in self._count.values():
                self._cp.add_hint(variable, response.number(variable))
            self._best = [self._loads(number, response.number) for number in range(last + 1)]
            if self._widen():
                continue
            cost = self._costs[last]
            if floor is None or cost.value(response.value) >= floor:
                return response
            if last in self._levels:
                posted, squares = self._levels.pop(last)
                posted.keep(squares.everything())
                self._costs[last] = cost = posted.cost()
            self._cp.add(cost.expression >= cost.at_least(floor))

    def _widen(self) -> bool:
        """Tell more steps apart where loads ask for it; return whether any did."""
        wider = False
        for number, (posted, _) in self._levels.items():
            if posted.widened(self._best[number], _REACH):
                wider = True
                self._costs[number] = cost = posted.cost()
                if number < len(self._reached):
                    self._cp.add(cost.expression <= cost.at_most(self._reached[number]))
        return wider

    def _cost(self, number: int, value: Fraction | None = None) -> Cost:
        """Post the cost of a target; with a value, only loads that allow it are left."""
        target = self._targets[number]
        if isinstance(target, Level):
            held = {p: self._held(number, p) for p in self._view.watched(target.base, 1)}
            squares = Squares(target, self._packing.most_of(target))
            posted = LevelCost(self._cp, squares, held)
            if value is None:
                posted.see(squares.near(_REACH))
                self._levels[number] = posted, squares
            else:
                posted.keep(squares.within(value))
            return posted.cost()
        if isinstance(target, Spread):
            held = {p: self._held(number, p) for p in target.base}
            return spread(self._cp, target, held, self._packing.most_of(target))
        assert isinstance(target, Few)
        terms = [
            (amounts[number], self._open[index])
            for index, (amounts, _) in enumerate(self._classes)
            if amounts[number]
        ]
        for index, (_, shifts) in enumerate(self._classes):
            # All shifts of a class name the same person at the same cost.
            person, cost = self._works[number].get(shifts[0], ("", 0))
            if cost:
                terms.append((cost, self._count[person, index]))
        return few(terms, target.constant)

    def _held(self, number: int, account: str) -> cp_model.LinearExprT:
        target = self._targets[number]
        assert isinstance(target, Level | Spread)
        # All shifts of a class have the same amount for this person.
        amounts, person = target.amounts_of(account), target.holder(account)
        return cp_model.LinearExpr.weighted_sum(
            [self._count[person, index] for index in range(len(self._classes))],
            [amounts.get(shifts[0], 0) for _, shifts in self._classes],
        )

    def _loads(self, number: int, value: Callable[[cp_model.LinearExprT], int]) -> PersonLoads:
        target = self._targets[number]
        if not isinstance(target, Level | Spread):
            return {}
        return {person: value(self._held(number, person)) for person in target.base}
