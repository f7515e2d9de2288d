"""The goals, and their tiers, that apply to a problem."""

from collections.abc import Iterable

from rotation.goals.base import Goal
from rotation.model.problem import Problem

__all__ = ["fitting"]


def fitting(goals: Iterable[Goal], problem: Problem) -> tuple[Goal, ...]:
    """Return the goals that apply to a problem, in their order.

    A goal may have a method `within(problem)` that returns itself, itself with fewer tiers, or
    None if there is nothing to count: without a published plan there is no `changes`.
    Before that, a method `beside(goals)` may leave out what another of the goals looks at.

    Parameters
    ----------
    goals : iterable of Goal
        Goals without these methods are kept.
    problem : Problem
        What is planned.
    """
    applicable = []
    every = tuple(goals)
    for candidate in every:
        beside = getattr(candidate, "beside", None)
        goal = candidate if beside is None else beside(every)
        within = getattr(goal, "within", None)
        fit = goal if within is None else within(problem)
        if fit is not None:
            applicable.append(fit)
    return tuple(applicable)
