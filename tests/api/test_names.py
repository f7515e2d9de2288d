"""Names in the sources: one class name stands for one thing."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"
MODULES = {path.relative_to(SOURCE).as_posix(): path for path in sorted(SOURCE.rglob("*.py"))}

TWICE = {"Volunteers"}
"""Class names that may stand twice: a goal and the rule of the same name."""


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


def test_a_class_name_is_one_thing() -> None:
    """No two classes, or aliases of types, of the package have one name, private ones included."""
    modules: dict[str, list[str]] = defaultdict(list)
    for module in MODULES:
        for name in classes(tree(module)):
            modules[name.lstrip("_")].append(module)
    shared = {name: places for name, places in modules.items() if len(places) > 1}
    assert {name for name in shared if name in TWICE} == TWICE
    assert {name: places for name, places in shared.items() if name not in TWICE} == {}


def test_types_are_seen() -> None:
    """Classes inside functions count, and so do aliases, but not constants or type variables."""
    source = "Span = tuple[int, int]\nMOST = 3\nT = TypeVar('T')\ndef f():\n    class Line: pass"
    assert sorted(classes(ast.parse(source))) == ["Line", "Span"]
