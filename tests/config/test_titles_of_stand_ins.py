"""Titles that name whoever stays, works or approves beside whoever is away."""

import pytest
from title_cases import read, shown


@pytest.mark.parametrize(
    "between",
    [
        "for",
        "subs for",
        "is in for",
        "fills in for",
        "will stand in for",
        "replaces",
        "is replacing",
        "instead of",
        "vertritt",
        "Vertretung f\u00fcr",
        "statt",
        "remplace",
        "sustituye a",
    ],
)
def test_of_two_names_with_such_a_word_between_them_nobody_is_assumed_away(between: str) -> None:
    """Who takes the place of somebody is not away; that the other one is, is not said."""
    assert shown(f"Ben {between} Ada") == []
    assert shown(f"Ben Becker {between} Ada Lovelace (vacation)") == []
    assert shown(f"Ben and Cai {between} Ada") == []


@pytest.mark.parametrize(
    "title",
    [
        "Ada off for Ben's wedding",
        "Ada replaces the boiler",
        "Ada leave (approved: Ben)",
        "Ada leave (approved by: Ben)",
        "Approved: Ada leave",
        "Approved leave - Ada Lovelace",
        "Vacation approved: Ada",
        "Ada off, on-call: Ben",
        "Ada off (on call Ben)",
        "Ada not on call",
        "Ada PTO, Ben backup",
        "Ada PTO (Ben cover)",
        "Ada off; pager: Ben",
        "Ada no standby",
        "Cong\u00e9 Ada (remplac\u00e9e par Ben)",
        "Ada en cong\u00e9, remplacement : Ben",
        "Ada de vacaciones, sustituye Ben",
    ],
)
def test_who_is_away_stays_named(title: str) -> None:
    """Words of approval and of those who stay leave the absence of the one who is away."""
    assert shown(title) == ["ada"]


@pytest.mark.parametrize(
    "title",
    [
        "On-call: Ada",
        "on call Ada",
        "Oncall - Ada Lovelace",
        "Standby: Ada",
        "Ada on stand-by",
        "Pager: Ada",
        "Rufbereitschaft Ada",
        "Ada backup",
        "Ada backup, Ben PTO",
    ],
)
def test_who_is_on_call_is_not_away(title: str) -> None:
    """The title says that the person serves."""
    assert shown(title) == []


@pytest.mark.parametrize(
    "word",
    [
        "Wakacje",
        "Dovolen\u00e1",
        "Szabads\u00e1g",
        "\u0130zinli",
        "\u041e\u0442\u043f\u0443\u0441\u043a",
        "\u0411\u043e\u043b\u044c\u043d\u0438\u0447\u043d\u044b\u0439",
        "\u0386\u03b4\u03b5\u03b9\u03b1",
        "Halfday",
        "Approved",
        "Weekend",
        "\u00dcberstunden",
        "Sonderurlaub",
        "Paternity",
    ],
)
def test_a_word_of_absence_is_no_surname(word: str) -> None:
    """Absences are said in many languages, behind a first name and in capitals."""
    assert shown(f"Ada {word}") == ["ada"]
    assert shown(f"Ada {word} - PTO") == ["ada"]


@pytest.mark.parametrize(
    ("title", "works"),
    [
        ("Ada Telearbeit", True),
        ("Ada - Remote work", True),
        ("Ada t\u00e9l\u00e9travail", True),
        ("Ada WFH, full day", True),
        ("Ada half day, WFH", False),
        ("Ada WFH (maternity)", False),
        ("Ada hiking in a remote area", False),
        ("Ada not working from home", False),
        ("Ada kein Homeoffice", False),
    ],
)
def test_half_a_day_beside_work_is_an_absence(title: str, works: bool) -> None:
    """Work elsewhere is not an absence, unless the title says a kind of absence, too."""
    assert read(title).works is works
