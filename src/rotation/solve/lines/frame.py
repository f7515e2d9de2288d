"""What lines there are: who can hold what, and which shifts one person cannot hold together.

Shifts and people are numbers, in the order of the problem; sets of shifts are bits of a number,
the earliest shift the lowest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rotation.goals.base import Together, Wide
from rotation.solve.lines.budgets import Grouped, LineBudget, bits_of, grouped
from rotation.solve.lines.measures import Measure
from rotation.statements.sums import AtMost, Statement
from rotation.statements.ties import Ties
from rotation.statements.view import ModelView

__all__ = ["Frame", "frame_of"]


@dataclass(frozen=True, slots=True)
class Frame:
    """The lines of a problem.

    Attributes
    ----------
    shifts, people : tuple of str
        Ids, in the order of the problem.
    can : tuple of int
        What each person can hold.
    apart : tuple of tuple of int
        By person and shift: the later shifts that cannot be held with it.
    locked : tuple of int
        What the problem locks to each person.
    needed : int
        The shifts that cannot be open.
    rows : tuple of Measure
        Statements that lines do not know from inside: across people, or of more than one.
    ties : tuple of tuple of int
        By person and shift: the others that are held by whoever holds it; empty where there are
        none.
    budgets : tuple of tuple of LineBudget
        By person: of which shifts a line has so many at most.
    """

    shifts: tuple[str, ...]
    people: tuple[str, ...]
    can: tuple[int, ...]
    apart: tuple[tuple[int, ...], ...]
    locked: tuple[int, ...]
    needed: int
    rows: tuple[Measure, ...]
    ties: tuple[tuple[int, ...], ...] = ()
    budgets: tuple[tuple[LineBudget, ...], ...] = ()

    @property
    def loose(self) -> "Frame":
        """The same with budgets as rows: then there are fewer states, and weaker bounds.

        Budgets of groups stay, since an LP has no literals for these.
        """
        rows = [
            Measure({(person, shift): 1 for shift in bits_of(budget.shifts)}, limit=budget.most)
            for person, budgets in enumerate(self.budgets)
            for budget in budgets
            if not budget.groups
        ]
        kept = tuple(tuple(each for each in mine if each.groups) for mine in self.budgets)
        return replace(self, rows=(*self.rows, *rows), budgets=kept)

    @property
    def untied(self) -> "Frame":
        """The same and more: a line without some of its shifts is one, too.

        With ties it is not: whoever gives a shift away gives away what is tied to it.
        """
        return replace(self, ties=())

    def ties_of(self, person: int) -> tuple[int, ...]:
        """Return, for each shift, what a person holds with it; empty where there is nothing."""
        return self.ties[person] if self.ties else ()

    def budgets_of(self, person: int) -> tuple[LineBudget, ...]:
        """Return of which shifts a person holds so many at most."""
        return self.budgets[person] if self.budgets else ()

    def has(self, person: int, line: Sequence[int]) -> bool:
        """Return whether a line is one of a person."""
        can, apart = self.can[person], self.apart[person]
        whole = kept_off = 0
        for shift in line:
            # A loop, because most lines are asked for one after the other.
            if not can >> shift & 1 or kept_off >> shift & 1:
                return False
            kept_off |= apart[shift]
            whole |= 1 << shift
        ties = self.ties_of(person)
        return not (ties and any(ties[shift] & ~whole for shift in line)) and all(
            budget.keeps(whole) for budget in self.budgets_of(person)
        )

    def wide(self, target: Wide, gap: int) -> "Frame":
        """Return the lines in which every gap is at least as wide as given."""
        place = {shift: number for number, shift in enumerate(self.shifts)}
        row = {person: number for number, person in enumerate(self.people)}
        can = list(self.can)
        for width, person, shift in target.singles:
            if width < gap:
                can[row[person]] &= ~(1 << place[shift])
        near = [0] * len(self.shifts)
        for width, first, second in target.pairs:
            if width < gap:
                early, late = sorted((place[first], place[second]))
                near[early] |= 1 << late
        apart = []
        for masks, locked in zip(self.apart, self.locked, strict=True):
            if locked.bit_count() < 2:
                apart.append(tuple(a | b for a, b in zip(masks, near, strict=True)))
            else:
                # Two locked shifts leave no choice: only what would join them is kept off.
                apart.append(
                    tuple(
                        a | (b & ~locked if locked >> early & 1 else b)
                        for early, (a, b) in enumerate(zip(masks, near, strict=True))
                    )
                )
        return replace(self, can=tuple(can), apart=tuple(apart))

    def apart_in(self, target: Together, late: int = 0) -> "Frame":
        """Return the lines without the pairs of a target.

        Parameters
        ----------
        target : Together
            The pairs, and the shifts that cost something on their own.
        late : int
            Shifts, as bits, that may be the later one of a pair, or held at a cost, all the same.
        """
        place = {shift: number for number, shift in enumerate(self.shifts)}
        row = {person: number for number, person in enumerate(self.people)}
        can = list(self.can)
        for cost, person, shift in target.singles:
            if cost and not late >> place[shift] & 1:
                can[row[person]] &= ~(1 << place[shift])
        everybody = frozenset(self.people)
        apart = [list(masks) for masks in self.apart]
        for first, second, people in (
            *((a, b, everybody) for a, b in target.pairs),
            *target.among,
        ):
            early, after = sorted((place[first], place[second]))
            if not late >> after & 1:
                for person in people:
                    apart[row[person]][early] |= 1 << after
        return replace(self, can=tuple(can), apart=tuple(map(tuple, apart)))


def frame_of(
    view: ModelView, holders: Mapping[str, Sequence[str]], ties: Ties | None = None
) -> Frame | None:
    """Return the lines of what was stated; None where auxiliary literals are more than budgets.

    Parameters
    ----------
    view : ModelView
        The statements.
    holders : mapping of str to sequence of str
        Who can hold each shift.
    ties : Ties, optional
        What is held together. By default statements of more than one shift per person are rows,
        and none may have an auxiliary literal.
    """
    problem = view.problem
    place = {shift.id: number for number, shift in enumerate(problem.shifts)}
    row = {person.id: number for number, person in enumerate(problem.people)}
    flagged = grouped(view)
    if flagged is None or (ties is None and flagged.statements):
        return None
    can = [0] * len(row)
    for shift, number in place.items():
        for person in holders[shift]:
            can[row[person]] |= 1 << number
    locked = [0] * len(row)
    for person, shift in view.required:
        if shift in problem.locks:
            locked[row[person]] |= 1 << place[shift]
    needed = sum(1 << place[shift] for shift in sorted({shift for _, shift in view.required}))
    apart = [[0] * len(place) for _ in row]
    budgets: list[list[LineBudget]] = [[] for _ in row]
    rows = []
    for number, statement in enumerate(view.statements):
        owner = _owner(statement, view.n_works, len(place))
        if ties is not None and (number in ties.statements or number in flagged.statements):
            continue
        if owner is not None and isinstance(statement, AtMost) and statement.plain:
            shifts = sorted({(literal - 1) % len(place) for literal in statement.literals})
            if statement.limit < 2:
                _keep_off(statement.limit, shifts, can, apart, owner)
                continue
            if ties is not None:
                mask = sum(1 << shift for shift in shifts)
                budgets[owner].append(LineBudget(mask, statement.limit))
                continue
        if not _one_holder(statement, view.n_works, len(place)):
            rows += _rows(statement, view.n_works, len(place), can)
    masks = tuple(map(tuple, apart))
    frame = Frame(tuple(place), tuple(row), tuple(can), masks, tuple(locked), needed, tuple(rows))
    return frame if ties is None else _known_inside(frame, ties, budgets, flagged)


def _known_inside(
    frame: Frame, ties: Ties, budgets: Sequence[Sequence[LineBudget]], flagged: Grouped
) -> Frame:
    """Return the lines that keep ties and budgets themselves.

    A budget that overlaps no other one, such as of an offer, is a row: it would be in every state
    of a long time for little.
    """
    place = {shift: number for number, shift in enumerate(frame.shifts)}
    tied = []
    for person in frame.people if ties.of else ():
        mine = [0] * len(place)
        for shift, number in place.items():
            mine[number] = sum(1 << place[each] for each in ties.of.get((person, shift), ()))
        tied.append(tuple(mine))
    held = sum(1 << place[shift] for task in ties.tasks for shift in task)
    sliding: list[tuple[LineBudget, ...]] = []
    alone: list[tuple[LineBudget, ...]] = []
    for row, (can, stated) in enumerate(zip(frame.can, budgets, strict=True)):
        able = sorted({each for budget in stated if (each := budget.among(can)).says})
        slides = tuple(each for each in able if _slides(each, able))
        groups = {each.among(can) for owner, each in flagged.budgets if owner == row}
        sliding.append((*slides, *sorted(each for each in groups if each.says)))
        alone.append(tuple(each for each in able if each not in slides))
    frame = replace(frame, budgets=tuple(alone)).loose
    return replace(frame, ties=tuple(tied), needed=frame.needed | held, budgets=tuple(sliding))


def _slides(budget: LineBudget, among: Sequence[LineBudget]) -> bool:
    """Return whether a budget goes on where others are not at their end."""
    return any(each.shifts & budget.shifts and each.shifts != budget.shifts for each in among)


def _keep_off(
    limit: int, shifts: Sequence[int], can: list[int], apart: list[list[int]], owner: int
) -> None:
    """Say that a person holds one of some shifts at most, or none; shifts are ascending."""
    mine = [shift for shift in shifts if can[owner] >> shift & 1]
    later = 0
    for shift in reversed(mine):
        if limit < 1:
            can[owner] &= ~(1 << shift)
        apart[owner][shift] |= later
        later |= 1 << shift


def _owner(statement: Statement, works: int, width: int) -> int | None:
    rows = {(literal - 1) // width for literal in statement.literals}
    if len(rows) != 1 or not all(1 <= literal <= works for literal in statement.literals):
        return None
    return rows.pop()


def _one_holder(statement: Statement, works: int, width: int) -> bool:
    """Return whether it says nothing but that a shift has one holder at most."""
    columns = {(literal - 1) % width for literal in statement.literals}
    return (
        isinstance(statement, AtMost)
        and statement.plain
        and statement.limit >= 1
        and len(columns) == 1
        and all(1 <= literal <= works for literal in statement.literals)
    )


def _rows(statement: Statement, works: int, width: int, can: Sequence[int]) -> list[Measure]:
    """Return a statement as `sum of weights <= limit`; nothing where it always holds."""
    sign = 1 if isinstance(statement, AtMost) else -1
    limit = sign * statement.limit
    terms = [(sign * weight, literal) for weight, literal in statement.terms]
    if statement.when is not None:
        # Where the condition is not true, the limit is as far away as the sum can get.
        room = sum(max(weight, 0) for weight, _ in terms) - limit
        if room <= 0:
            return []
        terms.append((room, statement.when))
        limit += room
    weights: dict[tuple[int, int], int] = {}
    opens: dict[int, int] = {}
    for weight, literal in terms:
        number, value = abs(literal) - 1, weight if literal > 0 else -weight
        limit -= weight if literal < 0 else 0
        if number >= works:
            opens[number - works] = opens.get(number - works, 0) + value
            continue
        person, shift = divmod(number, width)
        if can[person] >> shift & 1:
            weights[person, shift] = weights.get((person, shift), 0) + value
    most = sum(max(value, 0) for value in (*weights.values(), *opens.values()))
    return [] if most <= limit else [Measure(weights, opens, limit=limit)]
