"""`__all__` of every module: assigned once, sorted, with what it has and what others use of it."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"
MODULES = {
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((SOURCE / "rotation").rglob("*.py"))
}


@cache
def tree(name: str) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


def defined(module: ast.Module) -> set[str]:
    """Return the public names that a module defines itself, at its top level."""
    names: set[str] = set()
    for node in module.body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                names.add(name)
            case ast.ClassDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
            case ast.Assign(targets=targets):
                names |= {n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)}
            case _ if type(node).__name__ == "TypeAlias":  # Python 3.12: `type X = ...`
                names.add(node.name.id)  # type: ignore[attr-defined]
    return {name for name in names if not name.startswith("_")}


def imported(module: ast.Module) -> set[str]:
    """Return the names that a module imports, anywhere in it."""
    return {
        (alias.asname or alias.name).partition(".")[0]
        for node in ast.walk(module)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }


def assignments(module: ast.Module) -> list[ast.expr | None]:
    """Return what is assigned to `__all__`, or added to it."""
    values: list[ast.expr | None] = []
    for node in ast.walk(module):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(t, ast.Name) and t.id == "__all__" for t in targets):
            values.append(getattr(node, "value", None))
    return values


def uses(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield each name of another module of the package that a module uses, as module and name."""
    modules: dict[str, str] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module in MODULES:
            for alias in node.names:
                yield node.module, alias.name
                modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Import):
            modules |= {a.asname: a.name for a in node.names if a.asname}
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield modules.get(node.value.id, ""), node.attr


@cache
def used_elsewhere() -> dict[str, set[str]]:
    """Return the names of each module that other modules of the package use."""
    names: dict[str, set[str]] = defaultdict(set)
    for user in MODULES:
        for module, name in uses(tree(user)):
            if module != user:
                names[module].add(name)
    return names


def order(name: str) -> tuple[int, list[tuple[bool, int, str]]]:
    """Return the place of a name: constants, classes, the rest; numbers inside by their value."""
    kind = 0 if name.isupper() else 1 if name[0].isupper() else 2
    parts = re.findall(r"\d+|\D+", name)
    return kind, [(p.isdigit(), int(p) if p.isdigit() else 0, p) for p in parts]


def faults(name: str) -> Iterator[str]:
    """Yield what is wrong with `__all__` of a module."""
    module = tree(name)
    values = assignments(module)
    if not values:
        if defined(module):
            yield f"{name}: defines names and has no __all__"
        return
    if len(values) > 1 or values[0] is None:
        yield f"{name}: __all__ is assigned more than once"
        return
    listed = ast.literal_eval(values[0])
    if list(listed) != sorted(set(listed), key=order):
        yield f"{name}: __all__ is not sorted, or lists a name twice"
    for stranger in sorted(set(listed) - defined(module) - imported(module)):
        yield f"{name}: __all__ lists {stranger}, which is not there"
    for missing in sorted((defined(module) & used_elsewhere()[name]) - set(listed)):
        yield f"{name}: __all__ lacks {missing}, which other modules use"


def test_all_is_whole() -> None:
    """`__all__` is assigned once, sorted, and lists what other modules use, and nothing else."""
    assert len(MODULES) > 200
    assert [fault for name in MODULES for fault in faults(name)] == []


def test_the_reading_of_modules_sees_what_is_wrong() -> None:
    """Two assignments, and a name that is used through its module, are both noticed."""
    twice = ast.parse("__all__ = ['a']\na = b = 1\n__all__ += ['b']\n")
    assert len(assignments(twice)) == 2
    assert defined(twice) == {"a", "b"}
    user = ast.parse("from rotation.export import text\nprint(text.NO_ONE)\n")
    assert ("rotation.export.text", "NO_ONE") in set(uses(user))
