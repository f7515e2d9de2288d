"""The public names as their sources have them: signatures and docstrings, read without guessing.

Griffe reads both from the text of the modules, so that defaults and types are what a person wrote,
on every Python alike.
"""

import ast
import dataclasses
import inspect
import logging
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import griffe

from docs.made.names import ALIASES, CHAPTERS, COMMON, FIRST, HIDDEN, MEMBERS, Chapter

__all__ = ["Entry", "Section", "entries", "in_public_words", "members"]

Section = griffe.DocstringSection


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of the reference.

    Attributes
    ----------
    shown : str
        Its heading, such as `plots.gaps` or `Rotation.plan`.
    chapter : Chapter
        Where it stands.
    object : object
        The class, function or property itself.
    source : griffe.Object
        The same as its module has it.
    within : str
        The heading of its class; empty for a class or function of a module.
    is_result : bool
        Whether only the package makes it.
    """

    shown: str
    chapter: Chapter
    object: object
    source: griffe.Object
    within: str = ""
    is_result: bool = False

    @property
    def signature(self) -> str:
        """How it is called, or how it is made; empty for what nobody makes, such as a result."""
        if isinstance(self.source, griffe.Function):
            return _call(self.source, self.shown)
        if isinstance(self.object, type) and not self.is_result:
            return _made(self.object, self.shown)
        return ""

    @property
    def is_short(self) -> bool:
        """Whether it is a member, and a sentence or two are all there is to say."""
        return bool(self.within) and [section.kind.value for section in self.sections] == ["text"]

    @property
    def has_views(self) -> bool:
        """Whether it is a class with the frame and the other views of a `Result`."""
        behind = self.object.__mro__[1:] if isinstance(self.object, type) else ()
        return any(kind.__name__ == "Result" for kind in behind)

    @property
    def text(self) -> str:
        """Its docstring."""
        return self.source.docstring.value if self.source.docstring is not None else ""

    @property
    def sections(self) -> list[Section]:
        """The parts of its docstring."""
        doc = self.source.docstring
        return doc.parse("numpy") if doc is not None else []

    def section(self, kind: str) -> Section | None:
        """Return the part of its docstring of a kind, such as `examples`, if it has one."""
        return next((s for s in self.sections if s.kind.value == kind), None)

    @property
    def values(self) -> list[tuple[str, str]]:
        """The members of an enumeration, with their values as they are written."""
        if not (isinstance(self.object, type) and issubclass(self.object, Enum)):
            return []
        return [(name, f'"{member.value}"') for name, member in self.object.__members__.items()]


def entries() -> Iterator[Entry]:
    """Yield the names of all chapters, each class before its members."""
    for chapter in CHAPTERS:
        for path in f"{chapter.names} {chapter.results}".split():
            module, _, name = f"{chapter.module}.{path}".rpartition(".")
            thing = getattr(import_module(module), name)
            made = path in chapter.results.split()
            entry = Entry(chapter.prefix + name, chapter, thing, _source(thing), is_result=made)
            yield entry
            if isinstance(thing, type):
                yield from members(entry)


def members(entry: Entry) -> Iterator[Entry]:
    """Yield the public methods and properties of a class, as the reference has them.

    Those of `MEMBERS`, or all that it or a class of the package behind it defines, the nearest
    first; `RotationData` has what is known of a rotation, which is no method of it.
    """
    kind = entry.object
    assert isinstance(kind, type)
    for name in _members(kind):
        member = inspect.getattr_static(kind, name, None)
        function = _function(member)
        if not name.startswith("_") and function is not None:
            source = _source(function)
            yield Entry(f"{entry.shown}.{name}", entry.chapter, member, source, entry.shown)


def _members(kind: type) -> Iterator[str]:
    if issubclass(kind, Enum) or any(k.__name__ == "RotationPart" for k in kind.__mro__):
        return  # of parts, only their arguments are public, and `replace`, which all have
    behind = [k for k in kind.__mro__ if k.__module__.partition(".")[0] == "rotation"]
    listed = MEMBERS.get(kind.__name__)
    if listed is not None:
        yield from listed.split()
        return
    said_once = COMMON if any(k.__name__ == "Result" for k in behind[1:]) else set()
    names = [n for k in behind if k.__name__ not in {"RotationData", "Result"} for n in vars(k)]
    if kind.__name__ == "Result":
        names = list(vars(kind))
    first = [name for name in FIRST.get(kind.__name__, "").split() if name in names]
    for name in dict.fromkeys([*first, *names]):
        if name not in said_once and f"{kind.__name__}.{name}" not in HIDDEN:
            yield name


def _function(member: Any) -> Any:
    """Return the function behind a method, a property or a question of a plan."""
    if isinstance(member, property):
        return member.fget
    if isinstance(member, classmethod | staticmethod):
        return member.__func__
    behind = getattr(member, "func", None)  # a cached property
    if behind is None and type(member).__name__ == "_Question":
        behind = member.__get__(None, object)
    return member if behind is None and inspect.isfunction(member) else behind


def _source(thing: Any) -> griffe.Object:
    """Return a class or function as its module has it."""
    plain = inspect.unwrap(thing) if callable(thing) else thing
    module = _module(plain.__module__)
    return cast("griffe.Object", module[plain.__qualname__])


@cache
def _module(name: str) -> griffe.Module:
    path = Path(str(sys.modules[name].__file__))
    # It says of each class that it does not know the classes behind it.
    logging.getLogger("griffe").setLevel(logging.ERROR)
    return griffe.visit(
        name, filepath=path, code=path.read_text(encoding="utf-8"), docstring_parser="numpy"
    )


# -- signatures ---------------------------------------------------------------------------------

WIDTH = 100


def _call(source: griffe.Function, name: str) -> str:
    skipped = "self" if source.parameters and source.parameters[0].name in {"self", "cls"} else ""
    parts = _parameters(source, 1 if skipped else 0)
    result = f" -> {_plain(source.returns)}" if source.returns is not None else ""
    return _wrapped(name, parts, result)


def _parameters(source: griffe.Function, first: int) -> list[str]:
    parts: list[str] = []
    starred = False
    given = list(source.parameters)[first:]
    positional = [p for p in given if p.kind is griffe.ParameterKind.positional_only]
    for parameter in given:
        kind = parameter.kind
        starred |= kind is griffe.ParameterKind.var_positional
        if kind is griffe.ParameterKind.keyword_only and not starred:
            parts.append("*")
            starred = True
        stars = {
            griffe.ParameterKind.var_positional: "*",
            griffe.ParameterKind.var_keyword: "**",
        }.get(kind, "")
        default = None if stars else parameter.default
        parts.append(_parameter(stars + parameter.name, parameter.annotation, default))
        if positional and parameter is positional[-1]:
            parts.append("/")
    return parts


def _parameter(name: str, annotation: object, default: object) -> str:
    text = name if annotation is None else f"{name}: {_plain(annotation)}"
    return text if default is None else f"{text} = {_quoted(str(default))}"


def _quoted(default: str) -> str:
    """Return a default with the quotes of this project."""
    return re.sub(r"""'([^'"]*)'""", r'"\1"', default)


def _plain(annotation: object) -> str:
    """Return a type as users know it, without the quotes of forward references."""
    return in_public_words(str(annotation).strip("'\""))


def in_public_words(text: str) -> str:
    """Return a type with the names that users know."""
    text = re.sub(r"\b(\w+)\[RotationT(?:_co)?\]", r"\1", text)
    return re.sub(r"\b\w+\b", lambda match: ALIASES.get(match[0], match[0]), text)


def _made(kind: type, name: str) -> str:
    """Return how a class is made: by its `__init__`, or by the fields of a dataclass."""
    for base in kind.__mro__:
        if base.__module__.partition(".")[0] != "rotation":
            break
        own = _source(base).members.get("__init__")
        if isinstance(own, griffe.Function):
            return _wrapped(name, _parameters(own, 1), "")
        if dataclasses.is_dataclass(base) and "__init__" in vars(base):
            return _wrapped(name, list(_fields(kind)), "")
    return ""


def _fields(kind: type) -> Iterator[str]:
    starred = False
    for own in dataclasses.fields(kind):
        if not own.init or own.name.startswith("_"):
            continue
        home = next(k for k in kind.__mro__ if own.name in vars(k).get("__annotations__", {}))
        attribute = _source(home).members[own.name]
        if own.kw_only and not starred:
            yield "*"
            starred = True
        value = attribute.value  # type: ignore[union-attr]
        yield _parameter(own.name, attribute.annotation, _default(value))  # type: ignore[union-attr]


def _default(value: object) -> str | None:
    """Return the default of a field: `()` of `field(default=(), compare=False)`."""
    if value is None:
        return None
    made = ast.parse(str(value), mode="eval").body
    if not (isinstance(made, ast.Call) and getattr(made.func, "id", "") == "field"):
        return str(value)
    for word in made.keywords:
        if word.arg == "default":
            return ast.unparse(word.value)
        if word.arg == "default_factory":
            return f"{ast.unparse(word.value)}()"
    return None


def _wrapped(name: str, parts: list[str], result: str) -> str:
    line = f"{name}({', '.join(parts)}){result}"
    if len(line) <= WIDTH:
        return line
    inside = "".join(f"    {part},\n" for part in parts)
    return f"{name}(\n{inside}){result}"
