"""What is guessed from a slip of the hand, and what is not: a wrong guess is worse than none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.config import places
from rotation.config.faults import Wrong
from rotation.config.schema import EngineerTable, RotationTable, SpecialPeriodTable
from rotation.config.times import handovers
from rotation.model.settings import DEFAULT_GOALS
from rotation.model.spelling import bare, listed, nearest

ROTATION = tuple(RotationTable.model_fields)
ENGINEER = tuple(EngineerTable.model_fields)
PERIOD = tuple(SpecialPeriodTable.model_fields)
PEOPLE = ("ada", "ben", "cai", "Ada Lovelace", "Ben Becker", "Cai Chen")
GOALS = DEFAULT_GOALS
COMMANDS = ("init", "plan", "check", "publish", "replan", "who", "why", "explain", "fairness")
OPTIONS = ("--format", "--from", "--force", "--max-difference", "--month", "--dry-run", "--out")
DAYS = (
    *("New Year's Day", "Memorial Day", "Independence Day", "Labor Day", "Veterans Day"),
    *("Thanksgiving Day", "Christmas Day", "Christmas Day (observed)", "Easter Monday"),
)

CLOSE = [
    ("timezoen", ROTATION, "timezone"),
    ("time_zone", ROTATION, "timezone"),
    ("Name", ROTATION, "name"),
    ("notice", ROTATION, "notice_days"),
    ("rest_days", ROTATION, "min_rest_days"),
    ("first", PERIOD, "first_day"),
    ("joind", ENGINEER, "joined"),
    ("e-mail", ENGINEER, "email"),
    ("leave", ENGINEER, "leaves"),
    ("timeoff", ENGINEER, "time_off"),
    ("track", ENGINEER, "tracks"),
    ("holiday", GOALS, "holidays"),
    ("restdays", GOALS, "rest_days"),
    ("spaceing", GOALS, "spacing"),
    ("aba", PEOPLE, "ada"),
    ("adda", PEOPLE, "ada"),
    ("lovelace", PEOPLE, "Ada Lovelace"),
    ("Ben Bekcer", PEOPLE, "Ben Becker"),
    ("Müller", ("Muller", "Miller"), "Muller"),
    ("secondry", ("primary", "secondary"), "secondary"),
    ("a", ("A", "B"), "A"),
    ("publsih", COMMANDS, "publish"),
    ("fair", COMMANDS, "fairness"),
    ("wyh", COMMANDS, "why"),
    ("--dryrun", OPTIONS, "--dry-run"),
    ("--max", OPTIONS, "--max-difference"),
    ("Independance Day", DAYS, "Independence Day"),
    ("New Years Day", DAYS, "New Year's Day"),
    ("Labour Day", DAYS, "Labor Day"),
    ("thanksgiving", DAYS, "Thanksgiving Day"),
]

FAR = [
    ("tz", ROTATION),
    ("days", ROTATION),  # of several keys
    ("start", PERIOD),
    ("vacation", ENGINEER),
    ("fte", ENGINEER),
    ("state", ENGINEER),
    ("weekend", GOALS),
    ("people", ("rotation", "track", "engineer", "pin")),
    ("Ben Baker", PEOPLE),  # somebody else
    ("Ada Byron", PEOPLE),
    ("rob", ("bob", "tom")),
    ("eve", PEOPLE),
    ("jan", ("ian", "dan")),
    ("person12", ("person13", "person21")),
    ("A1", ("A2", "A3")),
    ("C", ("A", "B")),
    ("", PEOPLE),
    ("-", PEOPLE),
    ("stats", COMMANDS),
    ("export", COMMANDS),
    ("--form", OPTIONS),  # --format or --from
    ("--json", OPTIONS),
    ("Christmas Eve", DAYS),  # another day
    ("Easter Sunday", DAYS),
    ("Christmas", DAYS),  # of two
    ("Holland", ("Poland", "Finland")),
    ("Griechenland", ("Greenland", "Switzerland")),
]


@pytest.mark.parametrize(("word", "known", "meant"), CLOSE)
def test_a_close_name_is_suggested(word: str, known: tuple[str, ...], meant: str) -> None:
    """Slips, other marks and beginnings lead to the name."""
    assert nearest(word, known) == meant


@pytest.mark.parametrize(("word", "known"), FAR)
def test_nothing_is_suggested_that_is_not_close(word: str, known: tuple[str, ...]) -> None:
    """Another word, a number, another person or a choice of two is not a typing error."""
    assert nearest(word, known) is None


NAMES = st.text("abcdeé-_ 12", min_size=1, max_size=12)


@settings(derandomize=True, max_examples=100)
@given(NAMES, st.lists(NAMES, max_size=6))
def test_whatever_is_suggested_is_known(word: str, known: list[str]) -> None:
    """The suggestion is one of the names, itself before all, whatever their order."""
    guess = nearest(word, known)
    assert guess == nearest(word, list(reversed(known)))
    assert guess is None or guess in known
    if bare(word) and word in known:
        assert guess is not None
        assert bare(guess) == bare(word)


@settings(derandomize=True, max_examples=100)
@given(st.text("abcdefghij", min_size=8, max_size=12), st.integers(0, 6), st.sampled_from("kz"))
def test_one_slip_in_a_long_word_is_undone(word: str, where: int, letter: str) -> None:
    """A letter lost, added, replaced or two exchanged lead back to the only name."""
    exchanged = word[:where] + word[where + 1] + word[where] + word[where + 2 :]
    for slip in (
        word[:where] + word[where + 1 :],
        word[:where] + letter + word[where:],
        word[: where + 1] + letter + word[where + 2 :],
        exchanged,
    ):
        assert nearest(slip, [word, "unlike"]) == word


def test_a_list_that_is_cut_says_so() -> None:
    """A reader sees that there are more, and how many."""
    names = [f"p{n}" for n in range(14)]
    assert listed(names[:12]) == ", ".join(names[:12])
    assert listed(names) == f"{', '.join(names[:12])}, ... (14 in all)"
    assert listed([]) == ""


COUNTRIES = {
    "US-CA": "'US', with subdivision 'CA'",
    "DE-BY": "'DE', with subdivision 'BY'",
    "en_US": "'US'",
    "es_CL": "'CL'",
    "de-AT": "'AT'",
    "ENG": "'GB'",
    "England": "'GB', with subdivision 'ENG'",
    "Scotland": "'GB', with subdivision 'SCT'",
    "Bavaria": "'DE', with subdivision 'BY'",
    "Texas": "'US', with subdivision 'TX'",
    "Catalonia": "'ES', with subdivision 'CT'",
    "québec": "'CA', with subdivision 'QC'",
    "GER": "'DE'",
    "SUI": "'CH'",
    "NED": "'NL'",
    "UAE": "'AE'",
    "CRO": "'HR'",
    "POR": "'PT'",
    "de": "'DE'",
    "usa": "'US'",
    "U.S.": "'US'",
    "Great Britain": "'GB'",
    "Britian": "'GB'",
    "Deutschland": "'DE'",
    "Schweiz": "'CH'",
    "Österreich": "'AT'",
    "Holland": "'NL'",
    "Czech Republic": "'CZ'",
    "Türkiye": "'TR'",
    "South Korea": "'KR'",
    "España": "'ES'",
    "United States": "'US'",
    "Untied States": "'US'",
    "Portgual": "'PT'",
    "Russia": "'RU'",
}


@pytest.mark.parametrize("text", COUNTRIES)
def test_a_name_of_a_country_leads_to_its_code(text: str) -> None:
    """English, own, short and Olympic names, and names of a country's parts."""
    with pytest.raises(Wrong) as caught:
        places.country(text)
    assert caught.value.hint == f"did you mean {COUNTRIES[text]}?"


@pytest.mark.parametrize(
    "text", ["EU", "XX", "Europe", "Asia", "Narnia", "London", "Griechenland", "Limburg", "12", ""]
)
def test_what_is_no_country_is_not_guessed(text: str) -> None:
    """Two letters are a code and not a typing error, and a region is not a country."""
    with pytest.raises(Wrong) as caught:
        places.country(text)
    assert caught.value.hint == "use an ISO 3166-1 code such as US or DE"


PARTS = {
    ("DE", "Bavaria"): "BY",
    ("DE", "bayern"): "BY",
    ("DE", "DE-BY"): "BY",
    ("DE", "NRW"): "NW",
    ("DE", "Lower Saxony"): "NI",
    ("DE", "Bremn"): "HB",
    ("GB", "england"): "ENG",
    ("GB", "SCOT"): "SCT",
    ("US", "US-CA"): "CA",
    ("US", "Massachusets"): "MA",
    ("AT", "Vienna"): "9",
    ("CH", "Geneva"): "GE",
}


@pytest.mark.parametrize(("country", "text"), PARTS)
def test_a_name_of_a_part_leads_to_its_code(country: str, text: str) -> None:
    """English names, ISO 3166-2 codes and slips; what the library knows is simply read."""
    with pytest.raises(Wrong) as caught:
        places.subdivision(country, text)
    assert caught.value.hint == f"did you mean '{PARTS[country, text]}'?"


def test_an_unknown_part_lists_some_and_says_how_many() -> None:
    """Munich is not a state; which codes there are is more help than a state with like letters."""
    with pytest.raises(Wrong, match=r"known: Augsburg, BB, .*, \.\.\. \(\d+ in all\)"):
        places.subdivision("DE", "Munich")


ZONES = {
    # Windows
    "W. Europe Standard Time": "Europe/Berlin",
    "Pacific Standard Time": "America/Los_Angeles",
    "india standard time": "Asia/Kolkata",
    "(UTC-05:00) Eastern Time (US & Canada)": "America/New_York",
    # cities without a zone of their own
    "Asia/Bangalore": "Asia/Kolkata",
    "America/San_Francisco": "America/Los_Angeles",
    "Europe/Munich": "Europe/Berlin",
    "Asia/Beijing": "Asia/Shanghai",
    "Boston": "America/New_York",
    "Kraków": "Europe/Warsaw",
    "Munich, Germany": "Europe/Berlin",
    # zones written otherwise
    "europe/berlin": "Europe/Berlin",
    "New York": "America/New_York",
    "America/New York": "America/New_York",
    "Zürich": "Europe/Zurich",
    "London/Europe": "Europe/London",
    "etc/gmt-5": "Etc/GMT-5",
    # slips
    "Europe/Berln": "Europe/Berlin",
    "Amercia/New_York": "America/New_York",
    "Australia/Sidney": "Australia/Sydney",
    "US/Pacfic": "US/Pacific",
    # countries and letters
    "Germany": "Europe/Berlin",
    "India": "Asia/Kolkata",
    "Europe/England": "Europe/London",
    "PST": "America/Los_Angeles",
    "JST": "Asia/Tokyo",
}


@pytest.mark.parametrize("text", ZONES)
def test_a_name_of_a_place_leads_to_its_zone(text: str) -> None:
    """Names of Windows, cities, countries, letters, and slips."""
    with pytest.raises(Wrong) as caught:
        places.zone(text)
    assert caught.value.hint == f"did you mean '{ZONES[text]}'?"


def test_a_suggested_zone_is_one() -> None:
    """Whatever the tables lead to is a zone that is read."""
    from rotation.config.cities import ABBREVIATIONS, CITIES  # noqa: PLC0415 - of this test alone

    for zone in (*CITIES, *(zone for meant in ABBREVIATIONS.values() for zone in meant)):
        assert places.zone(zone) == zone


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("Mars/Phobos", "use an IANA name such as America/New_York"),
        ("Europe/Xanten", "use an IANA name such as America/New_York"),
        ("Asia/Xyzzy", "use an IANA name such as America/New_York"),
        ("Etc/GMT+20", "use an IANA name such as America/New_York"),
        ("IST", "name a city, such as Asia/Kolkata, Asia/Jerusalem or Europe/Dublin"),
        (
            "UTC+1",
            "an offset ignores clock changes: name a city such as America/New_York, "
            "or write 'Etc/GMT-1'",
        ),
        (
            "-05:30",
            "an offset ignores clock changes: name a city such as America/New_York",
        ),
    ],
)
def test_where_no_zone_is_close_none_is_guessed(text: str, fix: str) -> None:
    """An unknown city, letters that mean several zones, and offsets."""
    with pytest.raises(Wrong) as caught:
        places.zone(text)
    assert caught.value.hint == fix


def test_a_large_country_has_several_zones() -> None:
    """Which of them is the user's to say."""
    with pytest.raises(Wrong, match=r"use a zone of US: America/New_York, .* in all\)"):
        places.zone("USA")


@pytest.mark.parametrize(
    ("name", "meant"), [("Mn", "Mon"), ("Tues", "Tue"), ("Weds", "Wed"), ("thursdy", "Thu")]
)
def test_a_weekday_is_guessed_from_its_letters(name: str, meant: str) -> None:
    """There are seven; a beginning or a slip tells which."""
    with pytest.raises(Wrong, match=f"did you mean '{meant}'"):
        handovers(f"{name} 09:00")


@pytest.mark.parametrize("name", ["T", "S", "Xyz", "Mittwoch"])
def test_a_word_that_is_no_weekday_is_not_guessed(name: str) -> None:
    """A letter of two days, and other words."""
    with pytest.raises(Wrong, match="one of Mon to Sun"):
        handovers(f"{name} 09:00")
