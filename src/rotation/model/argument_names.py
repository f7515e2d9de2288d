"""Naming the arguments of classes and methods that are unknown, missing or given twice."""

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from rotation.model.spelling import nearest

__all__ = ["called_by_name", "made_by_name"]

C = TypeVar("C")
P = ParamSpec("P")
R = TypeVar("R")


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


def called_by_name(further: Collection[str] = ()) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator of methods that does the same, with the class that users know.

    A method may be inherited, and Python would name the class that defines it.

    Parameters
    ----------
    further : collection of str
        Arguments that the method takes as `**others`.

    Raises
    ------
    TypeError
        When the method is called, as for `made_by_name`.
    """

    def decorate(method: Callable[P, R]) -> Callable[P, R]:
        parameters = list(inspect.signature(method).parameters.values())[1:]

        @wraps(method)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            problems = _misfits(parameters, len(args) - 1, kwargs, further)
            if problems:
                owner = args[0] if isinstance(args[0], type) else type(args[0])
                text = f"{owner.__name__}.{method.__name__}(...) {', and '.join(problems)}"
                raise TypeError(text)
            return method(*args, **kwargs)

        return call

    return decorate


def _misfits(
    parameters: Iterable[inspect.Parameter],
    given: int,
    named: Mapping[str, object],
    further: Iterable[str] = (),
) -> list[str]:
    """Return what is wrong with the names and the number of arguments."""
    parameters = [p for p in parameters if p.kind is not p.VAR_KEYWORD]
    places = [p for p in parameters if p.kind is not p.KEYWORD_ONLY]
    first = {parameter.name for parameter in places[:given]}
    known = [*(parameter.name for parameter in parameters), *further]
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
