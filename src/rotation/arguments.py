"""Checking the arguments of public functions: a wrong one is bad input, whatever its type.

A public function declares with `checked` the kind of each parameter. A function with a parameter
without a kind cannot be imported, so none is forgotten.
"""

import inspect
import os
import re
import reprlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import wraps
from numbers import Real
from typing import ParamSpec, TypeVar

from rotation.errors import BadInput, Fault

__all__ = [
    "ArgumentKind",
    "Unlike",
    "checked",
    "described",
    "having",
    "instance",
    "optional",
    "places_named",
    "read_all",
    "record",
    "renamed",
    "several",
]

P = ParamSpec("P")
R = TypeVar("R")

_PLAIN = (str, bytes, int, float, complex, date, os.PathLike, Real)

_short = reprlib.Repr()
_short.maxstring = _short.maxother = 60


class Unlike(Exception):
    """A value is not of a kind.

    Parameters
    ----------
    what : str
        What is wrong, instead of what was expected and given; may be empty.
    fix : str
        The fix; may be empty.
    """

    def __init__(self, what: str = "", fix: str = "") -> None:
        self.what = what
        self.fix = fix


@dataclass(frozen=True, slots=True)
class ArgumentKind:
    """A kind of argument.

    Attributes
    ----------
    expected : str
        In words, after "expects".
    read : callable
        Returns the value to use, or raises `Unlike`.
    """

    expected: str
    read: Callable[[object], object]


def checked(**kinds: ArgumentKind) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator that reads every argument as its kind and reports all wrong ones.

    Parameters
    ----------
    **kinds : ArgumentKind
        The kind of each parameter except `self`, by name. Defaults are not read.

    Raises
    ------
    BadInput
        When the function is called, with a fault for each wrong argument.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(function)
        names = set(signature.parameters) - {"self"}
        assert names == set(kinds), f"{function.__qualname__}: {names ^ set(kinds)}"

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                bound = signature.bind(*args, **kwargs)
            except TypeError as problem:
                # A method may be inherited: Python would name a class that users do not know.
                of = f"{type(args[0]).__name__}." if args and "self" in signature.parameters else ""
                unknown = [name for name in kwargs if name not in signature.parameters]
                texts = [_unknown(name, names - set(kwargs)) for name in unknown]
                what = f"(...) {', and '.join(texts)}" if texts else f"() {problem}"
                raise TypeError(f"{of}{function.__name__}{what}") from None
            given = {name: value for name, value in bound.arguments.items() if name in kinds}
            bound.arguments.update(read_all(given, kinds))
            return function(*bound.args, **bound.kwargs)

        return call

    return decorate


def _unknown(name: str, known: Iterable[str]) -> str:
    """Return that there is no such argument, with the nearest one."""
    near = get_close_matches(name, sorted(known), n=1)
    return f"has no argument {name!r}{f': did you mean {near[0]!r}?' if near else ''}"


def places_named(names: Mapping[str, str]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator that names arguments of Python where faults name words of a command.

    Functions that commands share report `--from` and `SHIFT`; a method has `start` and `shift`. In
    sentences, `--from` becomes `start=`, `why-not` becomes `why_not`, and `rotation trade cover X
    PERSON` becomes a call. The other way round, a command names the options that stand for the
    arguments of a method.

    Parameters
    ----------
    names : mapping of str to str
        Arguments by these words, or options by these arguments.

    Raises
    ------
    BadInput
        As the function, with other places and sentences.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return function(*args, **kwargs)
            except BadInput as error:
                raise BadInput([renamed(fault, names) for fault in error.faults]) from None

        return call

    return decorate


def renamed(fault: Fault, names: Mapping[str, str]) -> Fault:
    """Return a fault with arguments by other names, as `places_named` does."""
    texts = [fault.what, fault.hint]
    for word, name in names.items():
        if word.startswith("--"):
            texts = [re.sub(rf"{word}\b( (?=\d))?", f"{name}=", text) for text in texts]
        elif name.startswith("--"):
            texts = [re.sub(rf"\b{word}=(?=\d)", f"{name} ", text) for text in texts]
            texts = [re.sub(rf"\b{word}=", name, text) for text in texts]
        elif word.startswith("rotation "):
            call = rf'{name}("\1", person, today)'
            texts = [re.sub(rf"{word} (\S+) PERSON", call, text) for text in texts]
        elif "-" in word + name:  # the name of a command
            texts = [re.sub(rf"\b{word}\b", name, text) for text in texts]
    return replace(fault, place=names.get(fault.place, fault.place), what=texts[0], hint=texts[1])


def read_all(values: Mapping[str, object], kinds: Mapping[str, ArgumentKind]) -> dict[str, object]:
    """Return values, each read by its kind.

    Parameters
    ----------
    values : mapping of str to object
        By name.
    kinds : mapping of str to ArgumentKind
        At least of these names.

    Raises
    ------
    BadInput
        With a fault for each wrong value.
    """
    taken, faults = {}, []
    for name, value in values.items():
        try:
            taken[name] = kinds[name].read(value)
        except Unlike as problem:
            what = problem.what or f"expects {kinds[name].expected}, got {described(value)}"
            faults.append(Fault(name, what, problem.fix))
    if faults:
        raise BadInput(faults)
    return taken


def described(value: object) -> str:
    """Return a value in a few words: a number or a text itself, for anything else its type."""
    if value is None or isinstance(value, _PLAIN):
        return _short.repr(value)
    if isinstance(value, type):
        return f"the class {value.__qualname__}"
    return f"a value of type {type(value).__qualname__}"


def optional(kind: ArgumentKind) -> ArgumentKind:
    """Return the kind that also accepts None."""
    return ArgumentKind(kind.expected, lambda value: None if value is None else kind.read(value))


def several(kind: ArgumentKind, items: str) -> ArgumentKind:
    """Return the kind of iterables of a kind; they are read as tuples.

    Parameters
    ----------
    kind : ArgumentKind
        Of each item.
    items : str
        Their plural, for messages.
    """

    def read(value: object) -> tuple[object, ...]:
        if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
            raise Unlike()
        items_read = []
        for number, item in enumerate(value, 1):
            try:
                items_read.append(kind.read(item))
            except Unlike as problem:
                what = problem.what or f"expects {kind.expected}, got {described(item)}"
                raise Unlike(f"item {number} {what}", problem.fix) from None
        return tuple(items_read)

    return ArgumentKind(f"a sequence of {items}", read)


def instance(of: type, expected: str) -> ArgumentKind:
    """Return the kind of the objects of a class."""

    def read(value: object) -> object:
        if not isinstance(value, of):
            raise Unlike()
        return value

    return ArgumentKind(expected, read)


def having(expected: str, *attributes: str) -> ArgumentKind:
    """Return the kind of objects with some attributes; classes do not count."""

    def read(value: object) -> object:
        if isinstance(value, type) or not all(hasattr(value, name) for name in attributes):
            raise Unlike()
        return value

    return ArgumentKind(expected, read)


def record(of: type, expected: str, **fields: ArgumentKind) -> ArgumentKind:
    """Return the kind of objects of a class whose attributes have some kinds."""

    def read(value: object) -> object:
        if not isinstance(value, of):
            raise Unlike()
        for name, kind in fields.items():
            given = getattr(value, name)
            try:
                kind.read(given)
            except Unlike as problem:
                what = problem.what or f"expects {kind.expected}, got {described(given)}"
                raise Unlike(f"has a wrong {name}: {what}", problem.fix) from None
        return value

    return ArgumentKind(expected, read)
