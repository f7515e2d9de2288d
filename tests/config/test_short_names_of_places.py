"""How short a name of a country may be to be guessed."""

import pytest

from rotation.config.country_names import country_meant


@pytest.mark.parametrize(
    ("text", "code"), [("Prru", "PE"), ("Cuva", "CU"), ("Malo", "ML"), ("Cuv", None)]
)
def test_four_letters_are_enough_for_a_guess(text: str, code: str | None) -> None:
    """Three are close to too much, unless they are a code."""
    assert country_meant(text) == (None if code is None else (code, None))
