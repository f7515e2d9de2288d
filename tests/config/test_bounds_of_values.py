"""Each number of the configuration that has a bound is read up to it, and refused behind it."""

import re
from collections.abc import Callable
from datetime import date, time
from fractions import Fraction

import pytest
from config_cases import HEAD, PEOPLE, VALID, FaultsOf, Team
from tests.teams import TRACKS

from rotation.model.settings import RotationData
from rotation.model.source import Source
from rotation.model.tracks import WeeklyWindow


def in_rotation(line: str) -> str:
    return VALID.replace("[[track]]", line + "\n[[track]]", 1)


def in_newcomers(line: str) -> str:
    return VALID + "[newcomers]\n" + line


def in_track(line: str) -> str:
    return VALID.replace('handover = "Mon 11:00"', f'handover = "Mon 11:00"\n{line}', 1)


def in_ada(line: str) -> str:
    return VALID.replace('id = "ada"', f'id = "ada"\n{line}', 1)


def in_period(line: str) -> str:
    lines = dict(pair.split(" = ") for pair in ("first_day = 12-01", "last_day = 12-10"))
    period = "".join(f'{key} = "{value}"\n' for key, value in lines.items() if key not in line)
    return f'{VALID}[[special_period]]\nname = "P"\n{period}{line}'


def in_calendar(line: str) -> str:
    return VALID + "[calendar]\n" + line


def in_pay(line: str) -> str:
    return VALID + "[pay]\n" + line


Placed = Callable[[str], str]
Read = Callable[[RotationData], object]

Bound = tuple[Placed, str, int, int, Read]

BOUNDS: list[Bound] = [
    (in_rotation, "notice_days", 0, 366, lambda r: r.notice_days),
    (in_rotation, "min_rest_days", 0, 366, lambda r: r.min_rest_days),
    (in_rotation, "history_days", 0, 3660, lambda r: r.history_days),
    (in_rotation, "volunteer_years", 0, 10, lambda r: r.volunteer_years),
    (in_newcomers, "grace_days", 0, 3660, lambda r: r.grace_days),
    (in_newcomers, "new_for_days", 0, 3660, lambda r: r.new_for_days),
    (in_track, "weeks", 1, 52, lambda r: r.tracks[0].settings[0].weeks),
    (in_period, "shift_days", 1, 31, lambda r: r.special_periods[0].shift_days),
    (in_period, "min_stub_days", 1, 31, lambda r: r.special_periods[0].min_stub_days),
]
IDS = [bound[1] for bound in BOUNDS]


def line_of(toml: str, line: str) -> int:
    return toml.split("\n").index(line) + 1


@pytest.mark.parametrize("bound", BOUNDS, ids=IDS)
def test_a_whole_number_is_read_up_to_its_bounds(team: Team, bound: Bound) -> None:
    """The least and the most are read as they are written."""
    placed, key, least, most, read = bound
    anchor = "\nanchor = 2026-11-02" if key == "weeks" else ""
    for value in (least, most):
        assert read(team(placed(f"{key} = {value}{anchor if value > 1 else ''}"))) == value


@pytest.mark.parametrize("bound", BOUNDS, ids=IDS)
def test_a_whole_number_beyond_its_bounds_is_refused(faults_of: FaultsOf, bound: Bound) -> None:
    """One less than the least and one more than the most are refused, at their line, alone."""
    placed, key, least, most, _ = bound
    for value in (least - 1, most + 1):
        toml = placed(f"{key} = {value}")
        (message,) = faults_of(toml)
        assert message.startswith(f"rotation.toml:{line_of(toml, f'{key} = {value}')}: ")
        assert f"{key}: the number {value} is outside {least} to {most}" in message


def test_skills_hours_and_days_off_are_read(team: Team) -> None:
    """Each is a text or a list, and knows its line."""
    toml = in_ada('skills = ["senior", "database"]\navailable = "Mon-Fri 07:00-22:00"\noff = "Fri"')
    ada = team(toml).engineers[0]
    hours = WeeklyWindow((0, 1, 2, 3, 4), time(7), time(22))
    assert (ada.skills, ada.available, ada.off) == (("database", "senior"), (hours,), (4,))
    line = toml.split("\n").index('off = "Fri"') + 1
    assert ada.place("off") == Source("rotation.toml", line)
    assert ada.place("tracks") == ada.source


def test_capacities_by_date_are_read_exactly(team: Team) -> None:
    """A table gives capacities by date, in whatever order it is written; before them it is 1."""
    ada = team(in_ada("capacity = { 2027-03-01 = 0.6, 2025-01-01 = 1.25 }")).engineers[0]
    changes = ((date(2025, 1, 1), Fraction(5, 4)), (date(2027, 3, 1), Fraction(3, 5)))
    assert (ada.capacity, ada.capacities) == (1, changes)


@pytest.mark.parametrize("text", ["0.01", "1", "1.25", "2", "2.0"])
def test_a_capacity_is_read_exactly(team: Team, text: str) -> None:
    """A capacity is above 0 and at most 2, in hundredths, and stays the fraction it is."""
    assert team(in_ada(f"capacity = {text}")).engineers[0].capacity == Fraction(text)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("0", "0 is not above 0 and at most 2"),
        ("0.0", "0.0 is not above 0 and at most 2"),
        ("-1", "-1 is not above 0 and at most 2"),
        ("2.01", "2.01 is not above 0 and at most 2"),
        ("3", "3 is not above 0 and at most 2"),
        ("0.125", "0.125 has more than 2 decimals"),
        ("true", "expects a number, got true"),
        ('"1"', "expects a number, got the text '1'"),
    ],
)
def test_no_other_capacity_is_read(faults_of: FaultsOf, text: str, what: str) -> None:
    """A value that is not such a number is refused with what is wrong with it."""
    (message,) = faults_of(in_ada(f"capacity = {text}"))
    assert what in message


@pytest.mark.parametrize("text", ["0", "12.5", "0.1234", '"12.50"', "9999999.5"])
def test_a_rate_is_read_exactly(team: Team, text: str) -> None:
    """A rate has up to seven digits and up to four decimals."""
    assert team(in_pay(f"working = {text}")).pay.working == Fraction(text.strip('"'))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("-1", "expects a number of 0 or more, got the number -1"),
        ("10000000", "expects a number of 0 or more, got the number 10000000"),
        ("0.12345", "0.12345 has more than 4 decimals"),
        ("false", "expects a number of 0 or more, got false"),
        ('"12,50"', "expects a number of 0 or more, got the text '12,50'"),
    ],
)
def test_no_other_rate_is_read(faults_of: FaultsOf, text: str, what: str) -> None:
    """A value that is not such a number is refused with what is wrong with it."""
    (message,) = faults_of(in_pay(f"working = {text}"))
    assert what in message


def test_a_name_has_as_many_characters_as_are_read(team: Team, faults_of: FaultsOf) -> None:
    """The name of a track has up to 32, a domain 200, an id 64, anything else 1,000."""
    domain = "d" * 190 + ".example"
    track = VALID.replace('name = "A"', f'name = "{"A" * 32}"')
    assert team(track).tracks[0].name == "A" * 32
    assert team(in_calendar(f'uid_domain = "dd{domain}"')).calendar.uid_domain == "dd" + domain
    assert team(VALID.replace('"grace"', f'"{"g" * 64}"')).engineers[1].id == "g" * 64
    assert team(in_calendar(f'duty = "{"x" * 1000}"')).calendar.duty == "x" * 1000
    for toml, what in (
        (VALID.replace('name = "A"', f'name = "{"A" * 33}"'), "is not a track name: up to 32"),
        (in_calendar(f'uid_domain = "ddd{domain}"'), "is not a domain name"),
        (VALID.replace('"grace"', f'"{"g" * 65}"'), "up to 64"),
        (in_calendar(f'duty = "{"x" * 1001}"'), "has 1,001 characters, more than 1,000"),
    ):
        (message,) = faults_of(toml)
        assert what in message


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [("12-01", "01-31", 62), ("12-25", "12-25", 1), ("01-01", "03-02", 62)],
)
def test_a_period_has_up_to_62_days(team: Team, first: str, last: str, days: int) -> None:
    """Two months of 31 days are a period; of 1 January to 2 March in a leap year, too."""
    toml = in_period(f'first_day = "{first}"\nlast_day = "{last}"')
    assert len(team(toml).special_periods) == 1, days


@pytest.mark.parametrize(
    ("first", "last", "days"), [("12-01", "02-01", 63), ("01-01", "03-03", 63)]
)
def test_no_period_is_longer(faults_of: FaultsOf, first: str, last: str, days: int) -> None:
    """A day more is refused, of the longest year."""
    (message,) = faults_of(in_period(f'first_day = "{first}"\nlast_day = "{last}"'))
    assert f"the period is {days} days long, more than 62; shorten or split it" in message


def test_a_weekend_leaves_a_workday(team: Team, faults_of: FaultsOf) -> None:
    """Six days off are a weekend, in the order of the week; none too; seven are none."""
    days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Sat", "Fri"]
    holidays = VALID + '[holidays]\ncountry = "US"\nweekend = '
    assert team(f"{holidays}{days[:6]}").holidays.weekend == (0, 1, 2, 3, 5, 6)
    (message,) = faults_of(f"{holidays}{days}")
    assert "names every day of the week; list only the days off" in message
    (message,) = faults_of(f"{holidays}{['Sat', 'Sun', 'Sat']}")
    assert "Sat is named twice; name it once" in message


@pytest.mark.parametrize("column", ["trade", "revision"])
def test_counted_columns_have_up_to_nine_digits(
    faults_of: FaultsOf, team: Team, tmp_path: object, column: str
) -> None:
    """A revision or a number of nine digits is read, one of ten is not a whole number."""
    row = {"trade": "1", "revision": "0"}

    def trades(value: str) -> str:
        cells = row | {column: value}
        return (
            f"{cells['trade']},2026-10-01T00:00:00Z,A-2026-11-02,2026-11-02T16:00:00Z,"
            f"2026-11-09T16:00:00Z,ada,grace,{cells['revision']}\n"
        )

    path = tmp_path / "trades.csv"  # type: ignore[operator]
    toml = HEAD + TRACKS + PEOPLE + '[files]\ntrades = "trades.csv"\n'
    header = "trade,when,shift,start,end,from,to,revision\n"
    path.write_text(header + trades("999999999"), encoding="utf-8")
    (trade,) = team(toml).trades
    assert {"trade": trade.number, "revision": trade.revision}[column] == 999_999_999
    path.write_text(header + trades("1000000000"), encoding="utf-8")
    (message,) = faults_of(toml)
    assert re.search(rf"trades\.csv:2: {column}: '1000000000' is not a whole number", message)
