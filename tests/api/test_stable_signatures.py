"""What the calls that change a published plan take or return is in docs/stability.md, too."""

import inspect
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from rotation import trades
from rotation.inspected import Inspected
from rotation.published import Published

PAGE = Path(__file__).parents[2] / "docs" / "stability.md"
STABLE = set(re.findall(r"\b\w+\b", PAGE.read_text(encoding="utf-8").partition("## Not stable")[0]))
ELSEWHERE = {"DataFrame", "Mapping", "None", "Path", "Self", "Sequence"}
"""Classes of Python and pandas."""
VARIABLES = {"RotationT", "RotationData"}
"""A `Rotation`, for type checkers."""
FOR_MODULES = {"edition_of"}
"""Of `rotation.trades`, for other modules of the package only."""


def calls() -> Mapping[str, Callable[..., object]]:
    """Return the functions of trades, and the methods that stand for them."""
    named = {f"trades.{name}": getattr(trades, name) for name in {*trades.__all__} - FOR_MODULES}
    named |= {
        name: call
        for owner in (Inspected, Published)
        for name, call in vars(owner).items()
        if not name.startswith("_")
    }
    return {name: named[name] for name in sorted(named) if inspect.isfunction(named[name])}


@pytest.mark.parametrize("name", calls())
def test_a_signature_has_stable_classes_only(name: str) -> None:
    """Every class in an annotation is one that the page lists, or not ours."""
    hints = inspect.get_annotations(inspect.unwrap(calls()[name]))
    assert "return" in hints
    texts = (hint.__name__ if isinstance(hint, type) else str(hint) for hint in hints.values())
    classes = {word for text in texts for word in re.findall(r"\b[A-Z]\w*", text)}
    assert classes - ELSEWHERE - VARIABLES <= STABLE
