"""Modules import each other one way, those inside one package, too."""

from collections.abc import Mapping, Set
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp  # comes with import-linter
import pytest

ROOT = Path(__file__).parents[2]


def circle_in(imports: Mapping[str, Set[str]]) -> list[str]:
    """Return modules of which each imports the next, and the last the first; else none."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


@pytest.mark.parametrize("package", ["rotation", "benchmarks"])
def test_no_module_imports_itself_over_others(
    package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Imports for type checkers count: a circle of those is one for the reader."""
    monkeypatch.syspath_prepend(str(ROOT))

    graph = grimp.build_graph(package, cache_dir=None)

    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(imports) > 10
    assert circle_in(imports) == []


def test_a_circle_is_seen() -> None:
    """Two modules that import each other are a circle, whatever else they import."""
    assert circle_in({"a": {"b", "c"}, "b": {"a"}, "c": set()}) in (
        ["a", "b", "a"],
        ["b", "a", "b"],
    )
    assert circle_in({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []
