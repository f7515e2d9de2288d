"""How many zones a country may have for one of them to be suggested."""

import pytest

from rotation.config.zone_names import zone_fix


@pytest.mark.parametrize(
    ("country", "fix"),
    [
        ("Germany", "did you mean 'Europe/Berlin'?"),
        ("Spain", "did you mean 'Europe/Madrid'?"),
        ("Portugal", "did you mean 'Europe/Lisbon'?"),
        ("Greenland", "use a zone of GL: America/Nuuk, "),
        ("Indonesia", "use a zone of ID: Asia/Jakarta, "),
    ],
)
def test_of_three_zones_the_first_is_suggested(country: str, fix: str) -> None:
    """Of four or more each is listed, as no single one is likely."""
    assert zone_fix(country).startswith(fix)
