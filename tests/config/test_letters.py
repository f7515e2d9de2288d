# ruff: noqa: RUF001 - letters that look alike are what this is about
"""Letters of every alphabet as those of ASCII, and the order of names."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.letters import ascii_letters, by_name, without_marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada", "Ada"),
        ("Łukasz", "Lukasz"),
        ("Søren Ångström", "Soren Angstrom"),
        ("Straße", "Strasse"),
        ("Işıl", "Isil"),
        ("Þórdís Ðíana", "Thordis Diana"),
        ("Γιώργος", "Giorgos"),
        ("Иван", "Ivan"),
        ("김민수", "GimMinSu"),
        ("Jose\N{COMBINING ACUTE ACCENT}", "Jose"),
    ],
)
def test_letters_have_counterparts(text: str, expected: str) -> None:
    """By sound where there is no mark to leave out, whether marks are composed or not."""
    assert ascii_letters(text) == expected


@settings(deadline=None, max_examples=50, derandomize=True)
@given(st.text())
def test_every_text_becomes_ascii(text: str) -> None:
    """Nothing is refused, and nothing changes twice."""
    once = ascii_letters(text)
    assert once.isascii()
    assert ascii_letters(once) == once


def test_only_latin_letters_lose_their_form() -> None:
    """Other scripts lose accents at most."""
    assert (
        without_marks("Łódź Straße, Γιώργος, Фёдор, 陳嘉欣")
        == "Lodz Strasse, Γιωργος, Федор, 陳嘉欣"
    )


def test_names_are_in_the_order_that_people_expect() -> None:
    """Marks, letter case, apostrophes and hyphens do not count; other alphabets follow."""
    expected = [
        *("Anna Karin", "anna-lena", "Annabel", "Åsa", "Émile", "Łukasz", "Oakes", "O'Brien"),
        *("Özgür", "Przemysław", "Søren", "Sørine", "Straßer", "Zoë", "Zofia"),
        *("Γιώργος", "Ωμέγα", "Борис", "Вера", "Фёдор", "陳嘉欣"),
    ]
    keys = [by_name(name) for name in expected]
    assert [key < other for key, other in pairwise(keys)] == [True] * (len(keys) - 1)


def test_namesakes_are_in_the_order_of_their_ids() -> None:
    """Who is written alike follows the id, who is written otherwise the spelling."""
    assert by_name("Ada", "ada") < by_name("Ada", "ada-2") < by_name("Adá", "a")
