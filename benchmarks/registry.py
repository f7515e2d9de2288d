"""Cases by name."""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatch

from benchmarks.families import CASES
from benchmarks.instances import Case

__all__ = ["by_name", "case", "cases"]


def by_name(all_cases: Iterable[Case]) -> Mapping[str, Case]:
    """Return cases by their names, in order.

    Raises
    ------
    ValueError
        When two have one name.
    """
    named: dict[str, Case] = {}
    for each in all_cases:
        if each.name in named:
            raise ValueError(f"two cases are called {each.name}")
        named[each.name] = each
    return named


_CASES = by_name(CASES)


def case(name: str) -> Case:
    """Return the case of this name; `KeyError` when there is none."""
    return _CASES[name]


def cases(patterns: tuple[str, ...] = ("*",)) -> tuple[Case, ...]:
    """Return the cases that match one of the patterns, in the order of `families`.

    Parameters
    ----------
    patterns : tuple of str
        With `*` and `?`, as for file names.
    """
    return tuple(c for name, c in _CASES.items() if any(fnmatch(name, p) for p in patterns))
