"""Capacities of an `[[engineer]]`: a number, or numbers from dates on."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from rotation.config import times
from rotation.config.document import Document
from rotation.config.faults import Wrong
from rotation.config.text import quote
from rotation.config.toml_lines import KeyPath
from rotation.config.values import capacity_number

__all__ = ["read_capacities"]


def read_capacities(
    document: Document, path: KeyPath, written: Fraction | Mapping[str, object]
) -> tuple[Fraction, tuple[tuple[date, Fraction], ...]]:
    """Return a capacity, and its changes by date; every fault is reported.

    Parameters
    ----------
    document : Document
        The configuration.
    path : tuple
        Where it is.
    written : fractions.Fraction, or mapping of str to object
        As the file has it: one capacity, or capacities by the date from which each holds.
    """
    if isinstance(written, Fraction):
        return written, ()
    changes = []
    for day, number in written.items():
        where = (*path, day)
        try:
            since = times.full_date(day)
        except Wrong as problem:
            what = problem.what if times.is_date(day) else f"{quote(day)} is not a date"
            example = "2027-03-01=0.6" if document.is_row(path) else "{ 2027-03-01 = 0.6 }"
            document.fault(where, what, f"write it as {example}")
            continue
        try:
            changes.append((since, capacity_number(number)))
        except Wrong as problem:
            document.wrong(where, problem)
    return Fraction(1), tuple(sorted(changes))
