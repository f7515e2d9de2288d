"""Names in narrow places: the longest form that fits, and no letter without its accents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotation.export.text import fitting

JOINED = "👩\u200d🚀" * 4
"""Pairs of signs that are joined to one."""


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Ada Byron", {9: "Ada Byron", 8: "Ada", 3: "Ada", 2: "AB", 1: ""}),
        ("Wolfeschlegelsteinhausen Bergerdorff", {30: "Wolfeschlegelsteinhausen", 8: "Wolfesc…"}),
        ("Wolfeschlegelsteinhausen", {7: "Wolfes…", 6: "W"}),
        ("Jean-Christophe de la Tour", {12: "Jean-Christ…", 6: "JDL"}),
        ("Zoe\u0301christophe Lang", {10: "ZL"}),
        (JOINED, {8: "👩", 12: JOINED}),
    ],
)
def test_the_longest_form_is_taken(name: str, forms: dict[int, str]) -> None:
    """All, the first word, at least six of its letters, initials, or nothing."""
    assert {
        room: fitting(name, lambda text, room=room: len(text) <= room) for room in forms
    } == forms


@given(name=st.text("abcde- \u0301é漢", max_size=20), room=st.integers(0, 22))
def test_it_fits_and_is_of_the_name(name: str, room: int) -> None:
    """Whatever the name, the form has room, and begins as the name does."""
    shown = fitting(name, lambda text: len(text) <= room)
    assert len(shown) <= room
    words = name.split()
    assert shown == name or shown.rstrip("…").upper()[:1] in {w[:1].upper() for w in words} | {""}
