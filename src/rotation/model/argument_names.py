"""Naming the arguments of classes that are unknown, missing or given twice."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, TypeVar

from rotation.model.spelling import nearest

__all__ = ["made_by_name"]

C = TypeVar("C")


def made_by_name(made: type[C]) -> type[C]:
    """Return a class whose arguments are named where one is unknown or missing.

    Raises
    ------
    TypeError
        When the class is called: all unknown arguments, each with the nearest one, and all that are
        missing.
    """
    make: Callable[..., None] = made.__init__
    parameters = list(inspect.signature(make).parameters.values())[1:]

    @wraps(make)
    def init(self: C, *args: Any, **kwargs: Any) -> None:
        try:
            make(self, *args, **kwargs)
        except TypeError:
            problems = _misfits(parameters, len(args), kwargs)
            if problems:
                text = f"{type(self).__name__}(...) {', and '.join(problems)}"
                raise TypeError(text) from None
            raise

    made.__init__ = init  # type: ignore[assignment,method-assign]
    return made


def _misfits(
    parameters: Iterable[inspect.Parameter], given: int, named: Mapping[str, object]
) -> list[str]:
    """Return what is wrong with the names and the number of arguments."""
    places = [p for p in parameters if p.kind is not p.KEYWORD_ONLY]
    first = {parameter.name for parameter in places[:given]}
    known = [parameter.name for parameter in parameters]
    problems, meant_names = [], set()
    for name in named:
        if name not in known:
            near = nearest(name, known)
            meant_names.add(near)
            meant = f": did you mean '{near}'?" if near else ""
            problems.append(f"has no argument '{name}'{meant}")
        elif name in first:
            problems.append(f"has '{name}' twice")
    if given > len(places):
        problems.append(f"takes {len(places)} arguments without a name, got {given}")
    missing = [
        f"'{p.name}'"
        for p in parameters
        if p.default is p.empty and p.name not in {*first, *named, *meant_names}
    ]
    return [*problems, f"lacks {', '.join(missing)}"] if missing else problems
