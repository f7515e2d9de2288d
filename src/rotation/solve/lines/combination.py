"""A roster of the lines made so far, where dives miss it: CP-SAT chooses among them."""

from fractions import Fraction
from math import lcm

from ortools.sat.python import cp_model

from rotation.solve.lines.generation import Generation
from rotation.solve.lines.program import Column
from rotation.solve.parameters import Attempt
from rotation.solve.solver import Solver

__all__ = ["combine"]

_ATTEMPT = Attempt(share=1.0, seed=1, linearization_level=2)

_LIMIT = 0.5
"""Units of effort."""

_MOST = 4_000
"""Lines; of more, too many would have to be weighed."""


def combine(generation: Generation, solver: Solver) -> list[Column] | None:
    """Return the lines of a roster that keeps every limit; None without any.

    It proves nothing: what no line has been made for, it does not know.
    """
    program = generation.program
    columns = list(generation.master.columns)
    if len(columns) > _MOST:
        return None
    model = cp_model.CpModel()
    members = program.classes.members
    times = [model.new_int_var(0, len(members[number]), "") for number, _ in columns]
    covering: list[list[cp_model.IntVar]] = [[] for _ in program.frame.shifts]
    chosen: list[list[cp_model.IntVar]] = [[] for _ in members]
    rows: list[list[tuple[Fraction, cp_model.IntVar]]] = [[] for _ in program.limits]
    for (number, line), variable in zip(columns, times, strict=True):
        chosen[number].append(variable)
        for shift in line:
            covering[shift].append(variable)
        added = program.adds((number, line))
        assert added is not None
        for row, amount in added[0].items():
            rows[row].append((amount, variable))
    for shift in program.openable:
        variable = model.new_bool_var("")
        covering[shift].append(variable)
        for row, measure in enumerate(program.limits):
            if shift in measure.opens:
                rows[row].append((Fraction(measure.opens[shift]), variable))
    for variables in covering:
        model.add(sum(variables) == 1)
    for people, variables in zip(members, chosen, strict=True):
        model.add(sum(variables) == len(people))
    for terms, measure in zip(rows, program.limits, strict=True):
        limit = Fraction(measure.limit)
        scale = lcm(limit.denominator, *(amount.denominator for amount, _ in terms))
        model.add(
            cp_model.LinearExpr.weighted_sum(
                [variable for _, variable in terms], [int(amount * scale) for amount, _ in terms]
            )
            <= int(limit * scale)
        )
    response = solver.run(model, _ATTEMPT, _LIMIT)
    if not response.solved:
        return None
    return [
        column
        for column, variable in zip(columns, times, strict=True)
        for _ in range(response.number(variable))
    ]
