"""Limits that people bring along from their other teams (D33)."""

from collections.abc import Iterable, Iterator

from rotation.model.configured import Configured
from rotation.rules import DEFAULT_RULES
from rotation.rules.personal_bounds import PersonalBounds

__all__ = ["limits_of_member"]


def limits_of_member(settings: Iterable[Configured], there: str, here: str) -> Iterator[Configured]:
    """Yield the tables of another team that count what one of its people does here, as tables here.

    Parameters
    ----------
    settings : iterable of Configured
        Those of the other team.
    there, here : str
        The id of the person in that team, and in this one.
    """
    tables = tuple(settings)
    for rule in DEFAULT_RULES:
        if isinstance(rule, PersonalBounds):
            yield from rule.of_member(tables, there, here)
