"""Names in the sources: one class name stands for one thing, and variables say what they hold."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
MODULES = {path.relative_to(SOURCE).as_posix(): path for path in sorted(SOURCE.rglob("*.py"))}
OTHERS = [
    path for name in ("tests", "benchmarks", "docs") for path in sorted((ROOT / name).rglob("*.py"))
]
"""Modules that are no part of the package."""

TWICE = {"Tracks", "Volunteers"}
"""Class names that may stand twice: a goal and the rule of the same name."""

VAGUE = {"told", "found", "one", "some", "theirs", "said", "tell"}
"""Names that do not say what they hold."""


def tree(module: str) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def classes(module: ast.Module) -> Iterator[str]:
    """Yield the names of the classes that a module has anywhere, and of its aliases of types."""
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef):
            yield node.name
    for node in module.body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (t.id for t in targets if isinstance(t, ast.Name) and is_of_type(t.id))
        elif type(node).__name__ == "TypeAlias":  # Python 3.12: `type X = ...`
            yield node.name.id  # type: ignore[attr-defined]


def is_of_type(name: str) -> bool:
    """Tell whether a name is written as those of types are; one letter is a type variable."""
    bare = name.lstrip("_")
    return len(bare) > 1 and bare[0].isupper() and not bare.isupper()


def bound(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and name of each variable, parameter, attribute and function that is made."""
    for node in ast.walk(module):
        match node:
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield node.lineno, name
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                yield node.lineno, name
            case ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                yield node.lineno, name
            case ast.alias(asname=str(name)):
                yield node.lineno, name


def vague(source: ast.Module) -> list[tuple[int, str]]:
    """Return the lines and names of `bound` that do not say what they hold."""
    return [(line, name) for line, name in bound(source) if name.strip("_") in VAGUE]


def test_a_class_name_is_one_thing() -> None:
    """No two classes, or aliases of types, of the package have one name, private ones included."""
    modules: dict[str, list[str]] = defaultdict(list)
    for module in MODULES:
        for name in classes(tree(module)):
            modules[name.lstrip("_")].append(module)
    shared = {name: places for name, places in modules.items() if len(places) > 1}
    assert {name for name in shared if name in TWICE} == TWICE
    assert {name: places for name, places in shared.items() if name not in TWICE} == {}


def test_variables_say_what_they_hold() -> None:
    """No variable, parameter, attribute or function is called `found`, `one` or the like."""
    assert len(MODULES) > 200 < len(OTHERS)
    lines = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in [*MODULES.values(), *OTHERS]
        for line, name in vague(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert lines == []


@pytest.mark.parametrize(
    "source",
    [
        "found = 1",
        "self._found = 1",
        "for one in items: pass",
        "[one for one in items]",
        "lambda one: one",
        "def tell(): pass",
        "def report(*, said): pass",
        "if (found := search()): pass",
        "with open(path) as told: pass",
        "try:\n    pass\nexcept OSError as one:\n    pass",
        "match value:\n    case [some, *theirs]:\n        pass",
        "import search as found",
    ],
)
def test_vague_names_are_seen(source: str) -> None:
    """Whatever binds such a name is seen."""
    assert vague(ast.parse(source))


def test_types_are_seen() -> None:
    """Classes inside functions count, and so do aliases, but not constants or type variables."""
    source = "Span = tuple[int, int]\nMOST = 3\nT = TypeVar('T')\ndef f():\n    class Line: pass"
    assert sorted(classes(ast.parse(source))) == ["Line", "Span"]
