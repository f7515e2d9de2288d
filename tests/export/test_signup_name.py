from datetime import date

import pytest

from rotation.export.signup import signup_name


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("Christmas week", "christmas-week"),
        ("Noël & New Year", "noel-new-year"),
        ("Święta", "swieta"),
        ("春节", "chunjie"),
    ],
)
def test_a_sheet_keeps_the_letters_of_its_period(period: str, words: str) -> None:
    """A name in any alphabet makes a file name that says which period it is."""
    assert signup_name(period, date(2026, 12, 25)) == f"volunteers-{words}-2026"
