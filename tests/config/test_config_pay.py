from datetime import time
from fractions import Fraction
from pathlib import Path

import pytest
from tests.teams import TRACKS, head, person, write_files

from rotation.config import load
from rotation.errors import BadInput
from rotation.model.settings import PaySettings

TOML = head(timezone="UTC") + TRACKS + person("ada")


def write(folder: Path, text: str) -> Path:
    return write_files(folder, {"rotation.toml": TOML + text})


def test_rates_are_exact(tmp_path: Path) -> None:
    """Numbers and texts are read as the decimals they show, whatever binary fractions do."""
    pay = '[pay]\ncurrency = "EUR"\nworking_hours = ["08:30", "16:00"]\noff_hours = 0.1\n'
    rotation = load(write(tmp_path, pay + 'weekend = "12.50"\nholiday = 20\n'))

    assert rotation.pay == PaySettings(
        "EUR",
        (time(8, 30), time(16)),
        off_hours=Fraction(1, 10),
        weekend=Fraction(25, 2),
        holiday=Fraction(20),
    )


def test_a_country_is_the_persons_own(tmp_path: Path) -> None:
    """A country and a subdivision, by code or by name; neither by default."""
    (ada,) = load(write(tmp_path, 'country = "GB"\nsubdivision = "England"\n')).engineers
    assert (ada.country, ada.subdivision) == ("GB", "ENG")
    (ada,) = load(write(tmp_path, "")).engineers
    assert (ada.country, ada.subdivision) == (None, None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[pay]\nweekend = -1", "pay.weekend: expects a number of 0 or more, got the number -1"),
        ('[pay]\nweekend = "1e3"', "pay.weekend: expects a number of 0 or more"),
        ("[pay]\nweekend = true", "pay.weekend: expects a number of 0 or more"),
        ("[pay]\nweekend = 0.12345", "has more than 4 decimals"),
        ('[pay]\nworking_hours = ["17:00", "09:00"]', "09:00 is not after 17:00"),
        ('[pay]\nworking_hours = ["9:00", "17:00"]', "there is no time '9:00'"),
        ('[pay]\nworking_hours = "09:00"', "expects a list of two times"),
        ('[pay]\ncurrency = "Euro"', "'Euro' is not a currency code"),
        ("[pay]\nweekends = 3", "unknown key; did you mean `weekend`?"),
        ('subdivision = "ENG"', "engineer.subdivision: needs a country"),
        ('country = "XX"', "engineer.country: unknown country 'XX'"),
        ('country = "GB"\nsubdivision = "XX"', "unknown subdivision 'XX' of GB"),
    ],
)
def test_what_is_wrong_is_reported(tmp_path: Path, text: str, message: str) -> None:
    """Each mistake names its line and key, and the fix."""
    with pytest.raises(BadInput) as caught:
        load(write(tmp_path, text))
    assert message in str(caught.value)
