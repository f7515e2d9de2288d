"""The older name of a fault's hint still works, and warns."""

from dataclasses import replace

import pytest

from rotation import Fault


def test_the_older_name_works_and_warns() -> None:
    """`mend` is read and given like `hint`, with a warning that names it."""
    with pytest.warns(DeprecationWarning, match="called hint"):
        fault = Fault("a.csv:1", "is empty", mend="fill it")
    assert (
        fault
        == Fault("a.csv:1", "is empty", "fill it")
        == Fault("a.csv:1", "is empty", hint="fill it")
    )
    with pytest.warns(DeprecationWarning, match="called hint"):
        assert fault.mend == "fill it"


def test_a_fault_is_still_frozen_ordered_and_replaced() -> None:
    """It compares by place, text and hint, and `replace` keeps the rest."""
    first = Fault("a.csv:1", "is empty", "fill it", "''", 3)
    assert replace(first, what="is long") == Fault("a.csv:1", "is long", "fill it")
    assert replace(first, what="is long").times == 3
    assert sorted([Fault("b", "x"), first])[0] is first
    with pytest.raises(AttributeError):
        first.hint = "other"  # type: ignore[misc]
