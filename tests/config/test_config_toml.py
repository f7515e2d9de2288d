from datetime import date, time
from fractions import Fraction

import pytest
from config_cases import HEAD, PEOPLE, VALID, FaultsOf, Team
from tests.teams import TRACKS

from rotation.model.rest_days import CompanyDay, HolidayRules, MonthDay
from rotation.model.settings import CalendarSettings, OnRestDay, Pin
from rotation.model.tracks import Handover

# What stands behind VALID begins on line 22.
ADDED = {
    # Names of keys and tables
    "[rotaton]\n": ["22: rotaton: unknown key; did you mean `rotation`?"],
    "[zzz]\n": [
        "22: zzz: unknown key; known: calendar, engineer, fairness, feed, files, goals, holidays, "
        "home_zone, newcomers, pay, pin, remote, rotation, rules, special_period, time_off, track"
    ],
    "[newcomers]\ngrace_day = 3\n": [
        "23: newcomers.grace_day: unknown key; did you mean `grace_days`?"
    ],
    '[newcomers]\n"a\\u001bb" = 3\n': [
        "23: newcomers.a\\x1bb: unknown key; known: grace_days, new_for_days"
    ],
    "[pin]\n": ["22: pin: expects a list of tables, got a table; write [[pin]]"],
    "[[newcomers]]\n": ["22: newcomers: expects a table, got a list; write [newcomers]"],
    # Types and bounds
    "[newcomers]\ngrace_days = '7'\n": [
        "23: newcomers.grace_days: expects a whole number, got the text '7'"
    ],
    "[newcomers]\ngrace_days = 7.5\n": [
        "23: newcomers.grace_days: expects a whole number, got the number 7.5"
    ],
    "[newcomers]\ngrace_days = true\n": [
        "23: newcomers.grace_days: expects a whole number, got true"
    ],
    "[newcomers]\nnew_for_days = -1\n": [
        "23: newcomers.new_for_days: the number -1 is outside 0 to 3660"
    ],
    "[calendar]\nbusy = 1\n": ["23: calendar.busy: expects true or false, got the number 1"],
    "[calendar]\ncategory = 2026-01-01\n": [
        "23: calendar.category: expects a text, got the date 2026-01-01"
    ],
    "[goals]\norder = 'open'\n": ["23: goals.order: expects a list, got the text 'open'"],
    # Calendar
    "[calendar]\nsummary = '{name} {tack}'\n": [
        "23: calendar.summary: unknown field 'tack'; known: {name} {email} {id} {track} {shift}"
    ],
    "[calendar]\nsummary = '{name'\n": [
        "23: calendar.summary: '{name' has a brace without its partner; "
        "write {{ or }} for a brace itself"
    ],
    "[calendar]\nsummary = '{name!r}'\n": [
        "23: calendar.summary: field 'name' has a format of its own; "
        "known: {name} {email} {id} {track} {shift}"
    ],
    "[calendar]\nsummary = 'on call {track}'\n": [
        "23: calendar.summary: 'on call {track}' does not say who is on call; use one of "
        "{name} {email} {id}"
    ],
    "[calendar]\nuid_domain = 'a b'\n": [
        "23: calendar.uid_domain: 'a b' is not a domain name; write it as oncall.example.com"
    ],
    # Goals
    "[goals]\norder = ['open', 'shift', 'open']\n": [
        "23: goals.order: 'open' is named twice; name it once",
        "23: goals.order: unknown goal 'shift'; did you mean 'shifts'?",
    ],
    "[goals]\norder = []\n": ["23: goals.order: is an empty list; leave the key out for all goals"],
    # Pins
    "[[pin]]\nshift = 'C-2026-01-05'\nengineer = 'adda'\n": [
        "23: pin.shift: unknown track 'C'; known: A, B",
        "24: pin.engineer: unknown engineer 'adda'; did you mean 'ada'?",
    ],
    "[[pin]]\nshift = 'A-2026-02-30'\nengineer = 'ada'\n": [
        "23: pin.shift: 'A-2026-02-30' is not a shift: there is no day 2026-02-30"
    ],
    "[[pin]]\nshift = 'A'\n": [
        "22: pin.engineer: is missing; add `engineer = ...`",
    ],
    "[[pin]]\nshift = 'A'\nengineer = 'ada'\n": [
        "23: pin.shift: 'A' is not a shift; "
        ""
        "write it as TRACK-YYYY-MM-DD, with +2 or more for a part"
    ],
    "[[pin]]\nshift = 'A-2026-01-05'\nengineer = 'ada'\n" * 2: [
        "26: pin.shift: 'A-2026-01-05' is pinned on line 22 already; remove one"
    ],
    # Holidays
    "[holidays]\ncountry = 'us'\n": [
        "23: holidays.country: unknown country 'us'; did you mean 'US'?"
    ],
    "[holidays]\ncountry = 'Germny'\n": [
        "23: holidays.country: unknown country 'Germny'; did you mean 'DE'?"
    ],
    "[holidays]\ncountry = '../x'\n": [
        "23: holidays.country: unknown country '../x'; use an ISO 3166-1 code such as US or DE"
    ],
    "[holidays]\ncountry = 'US'\nsubdivision = 'Californa'\n": [
        "24: holidays.subdivision: unknown subdivision 'Californa' of US; did you mean 'CA'?"
    ],
    "[holidays]\nsubdivision = 'NY'\nexclude = ['x']\n": [
        '23: holidays.subdivision: needs a country; add `country = "US"`',
        '24: holidays.exclude: needs a country; add `country = "US"`',
    ],
    "[holidays]\ncountry = 'US'\nexclude = [\n'Columbus Day',\n'Thanksgivin Day',\n]\n": [
        "26: holidays.exclude: no public holiday is called 'Thanksgivin Day'; "
        "did you mean 'Thanksgiving Day'?"
    ],
    "[holidays]\ncountry = 'US'\nexclude = ['Columbus Day', 'Columbus Day']\n": [
        "24: holidays.exclude: 'Columbus Day' is named twice; name it once"
    ],
    "[[holidays.extra]]\ndate = '02-29'\nname = 'Leap day'\n": [
        "23: holidays.extra.date: 02-29 does not come every year; "
        "use 02-28 or 03-01, or give a full date"
    ],
    "[[holidays.extra]]\ndate = 2026-11-27\n": [
        "22: holidays.extra.name: is missing; add `name = ...`"
    ],
    "[[holidays.extra]]\ndate = '11-27'\nname = 'x'\n" * 2: [
        "25: holidays.extra: the same day as on line 22; remove one"
    ],
    "[holidays]\nextra = 3\n": [
        "23: holidays.extra: expects a list of tables, got the number 3; write [[holidays.extra]]"
    ],
    # Special periods
    "[[special_period]]\nname = 'P'\nfirst_day = 2026-12-25\nlast_day = '01-01'\n": [
        "25: special_period.last_day: 01-01 and first_day, 2026-12-25, mix MM-DD and a full date; "
        "give both as MM-DD for every year, or both as full dates"
    ],
    "[[special_period]]\nname = 'P'\nfirst_day = 2026-12-25\nlast_day = 2026-12-24\n": [
        "25: special_period.last_day: 2026-12-24 lies before first_day, 2026-12-25; swap them"
    ],
    "[[special_period]]\nname = 'P'\nfirst_day = '12-25'\nlast_day = '12-24'\n": [
        "25: special_period.last_day: the period is 366 days long, more than 62; "
        "shorten or split it"
    ],
    "[[special_period]]\nname = 'P'\nfirst_day = '13-01'\nlast_day = 7\nshift_days = 0\n": [
        "24: special_period.first_day: there is no day 13-01; write MM-DD, such as 01-13",
        "25: special_period.last_day: expects a date, got the number 7; "
        "write it as 2026-11-27, or as 11-27 for every year",
        "26: special_period.shift_days: the number 0 is outside 1 to 31",
    ],
    "[[special_period]]\nname = 'P'\nfirst_day = '12-25'\nlast_day = '01-01'\n"
    "[[special_period]]\nname = 'p'\nfirst_day = 2029-12-31\nlast_day = 2030-01-05\n": [
        "28: special_period.first_day: shares 2029-12-31 with the period of this name on line 22; "
        "remove one of the two, or give it a name and days of its own",
    ],
    # Files
    "[files]\nhistory = ['a.csv', 'b.csv']\n": [
        "23: files.history: there is no file 'a.csv'; create it, or remove its name",
        "23: files.history: there is no file 'b.csv'; create it, or remove its name",
    ],
    "[files]\ntime_off = ['o.ICS']\n": [
        "23: files.time_off: there is no file 'o.ICS'; create it, or remove its name"
    ],
    "[files]\nvolunteers = ''\n": ["23: files.volunteers: is empty"],
    "[files]\nvolunteers = 'a\\u0000'\n".replace("'", '"'): [
        "23: files.volunteers: 'a\\x00' has a control character, U+0000; remove it"
    ],
    "[files]\nhistory = 3\n": [
        "23: files.history: expects a file name or a list of such, got the number 3"
    ],
    "[files]\nhistory = []\n": [
        "23: files.history: is an empty list; leave the key out or name one"
    ],
}


def test_two_periods_of_every_year_share_a_day_of_every_year(faults_of: FaultsOf) -> None:
    """The year in which they meet first says nothing."""
    period = '[[special_period]]\nname = "{}"\nfirst_day = "{}"\nlast_day = "{}"\n'
    both = period.format("X", "12-20", "01-02") + period.format("Y", "12-31", "01-05")
    (message,) = faults_of(VALID + both)
    assert "special_period.first_day: shares 12-31 with the period on line" in message


@pytest.mark.parametrize("snippet", ADDED)
def test_a_table_at_fault_gets_its_message(faults_of: FaultsOf, snippet: str) -> None:
    """Each fault says line, key, what is wrong and the fix, and causes no other."""
    before = VALID + "\n" * (21 - VALID.count("\n"))
    assert faults_of(before + snippet) == [f"rotation.toml:{text}" for text in ADDED[snippet]]


# Replacements inside the lines of VALID.
CHANGED = {
    ('timezone = "America/New_York"', "timezone = 'America/New_Yrok'"): (
        "3: rotation.timezone: unknown time zone 'America/New_Yrok'; "
        "did you mean 'America/New_York'?"
    ),
    ('timezone = "America/New_York"', "timezone = 'New York'"): (
        "3: rotation.timezone: unknown time zone 'New York'; did you mean 'America/New_York'?"
    ),
    ('timezone = "America/New_York"', "timezone = '../../etc/passwd'"): (
        "3: rotation.timezone: unknown time zone '../../etc/passwd'; "
        "use an IANA name such as America/New_York"
    ),
    ('timezone = "America/New_York"\n', ""): (
        '1: rotation.timezone: is missing; add `timezone = "America/New_York"`'
    ),
    ('timezone = "America/New_York"', "timezon = 'UTC'"): (
        "3: rotation.timezon: unknown key; did you mean `timezone`?"
    ),
    ('name = "Team"', 'name = "李"'): (
        "2: rotation.name: no calendar_id can be made from '李'; add a `calendar_id`"
    ),
    ('name = "Team"', 'name = "Team"\ncalendar_id = "Eng"'): (
        "3: rotation.calendar_id: 'Eng' is not a valid id: use up to 64 lower-case letters, "
        "digits, '-', '_' and '.', beginning with a letter or digit; did you mean 'eng'?"
    ),
    ('name = "Team"', 'name = "Team"\non_rest_day = "next_workdy"'): (
        "3: rotation.on_rest_day: unknown choice 'next_workdy'; did you mean 'next_workday'?"
    ),
    ('name = "Team"', 'name = "Team"\nnotice_days = 367'): (
        "3: rotation.notice_days: the number 367 is outside 0 to 366"
    ),
    ('name = "A"', 'name = "A 1"'): (
        "5: track.name: 'A 1' is not a track name: up to 32 letters, digits, '_', '-' and '.', "
        "the first a letter, digit or '_'"
    ),
    ('name = "A"', 'name = "b"'): (
        "8: track.name: 'B' is also the track on line 4; names of tracks must differ in more "
        "than letter case"
    ),
    ('"Mon 11:00"', '"Mn 11:00"'): ("6: track.handover: unknown weekday 'Mn'; did you mean 'Mon'?"),
    ('"Mon 11:00"', '"Xyz 11:00"'): "6: track.handover: unknown weekday 'Xyz'; one of Mon to Sun",
    ('"Mon 11:00"', '"Mon 11"'): (
        "6: track.handover: 'Mon 11' is not a handover; write a weekday and a time, as "
        "'Mon 11:00', or a time alone for every day"
    ),
    ('"Mon 11:00"', '"Mon 24:00"'): (
        "6: track.handover: there is no time 24:00; a day runs from 00:00 to 23:59"
    ),
    ('"Mon 11:00"', '["Mon-Fri 11:00", "wednesday 11:00"]'): (
        "6: track.handover: has the handover Wed 11:00 twice; keep one of them"
    ),
    ('"Mon 11:00"', "11:00:00"): (
        "6: track.handover: expects a text such as 'Mon 11:00' or a list of such, "
        "got the time 11:00:00"
    ),
    ('"Mon 11:00"', '"Mon 11:00"\nweeks = 2'): (
        "4: track.anchor: is missing for weeks above 1; "
        "add `anchor = 2026-11-30`, the first day of one of its cycles"
    ),
    ('"Mon 11:00"', '"Mon 11:00"\nweeks = 2\nanchor = 1969-12-31'): (
        "8: track.anchor: 1969-12-31 is outside the years 1970 to 2100"
    ),
    ('"Mon 11:00"', '"Mon 11:00"\nextra = "keep"'): (
        "7: track.extra: unknown key; "
        "known: anchor, country, counts, first_day, handover, holders, last_day, level, name, "
        "needs, on_rest_day, shadow, subdivision, timezone, was, weekend, weeks, windows"
    ),
    ('"Mon 11:00"', '"Mon 11:00"\nhandover = "Tue 11:00"'): (
        "7: `handover` is given twice; keep one of them"
    ),
    ('"Mon 11:00"', '"Mon 11:00'): "6: not valid TOML: illegal character '\\n'",
}


@pytest.mark.parametrize("change", CHANGED)
def test_a_changed_key_gets_its_message(faults_of: FaultsOf, change: tuple[str, str]) -> None:
    """Each fault in `[rotation]` and `[[track]]` gets exactly one message."""
    assert change[0] in VALID
    assert faults_of(VALID.replace(*change, 1)) == [f"rotation.toml:{CHANGED[change]}"]


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        (
            TRACKS + PEOPLE,
            "rotation.toml: rotation: is missing; add a [rotation] table with name and timezone",
        ),
        (
            HEAD + PEOPLE,
            "rotation.toml: track: is missing; add a [[track]] table with name and handover",
        ),
        (
            HEAD + TRACKS,
            "rotation.toml: engineer: is missing; add an [[engineer]] table with name and joined",
        ),
        (
            HEAD + TRACKS + PEOPLE.replace("engineer", "enginer"),
            "rotation.toml:10: enginer: unknown key; did you mean `engineer`?",
        ),
        (
            VALID + "[rotation]\n",
            "rotation.toml:20: the table [rotation] is given twice; "
            "put its keys into one table; use [[ ]] for a list of tables",
        ),
        (VALID + "x = " + "[" * 5000, "rotation.toml: lists or tables are nested too deeply"),
    ],
)
def test_a_file_without_its_main_tables_gets_one_message(
    faults_of: FaultsOf, toml: str, message: str
) -> None:
    """A missing team, doubled table or misspelt header is told once, and nothing that follows."""
    assert faults_of(toml) == [message]


def test_every_key_of_the_interface_is_read(team: Team) -> None:
    """Each setting reaches the field of the same meaning."""
    data = team(
        HEAD.replace("Team", "Équipe d'appel")
        + "notice_days = 14\nmin_rest_days = 3\nhistory_days = 90\nvolunteer_years = 5\n"
        + 'on_rest_day = "keep"\n'
        + TRACKS.replace(
            '"Wed 11:00"', '["friday 17:00", "MON 9:05"]\nweeks = 2\nanchor = 2026-11-30'
        )
        + PEOPLE
        + 'leaves = "2027-02-26"\nmanager = "ada"\ncapacity = 0.8\ntracks = ["B"]\n'
        + """
[holidays]
country = "US"
subdivision = "New York"
exclude = ["Columbus Day"]
[[holidays.extra]]
date = "2026-11-27"
name = "Day after Thanksgiving"
[[holidays.extra]]
date = "12-24"
name = "Christmas Eve"
[[special_period]]
name = "Summer"
first_day = 2026-08-01
last_day = 2026-08-03
shift_days = 1
min_stub_days = 1
[newcomers]
grace_days = 10
new_for_days = 20
[goals]
order = ["shifts", "open"]
[[pin]]
shift = "A-2026-11-30+2"
engineer = "ada"
[calendar]
summary = "{email} {{x}}"
category = "Duty"
busy = true
uid_domain = "example.com"
runbook = "https://example.com"
duty = ""
"""
    )
    assert data.name == "Équipe d'appel"
    assert data.calendar_id == "equipe-d-appel"
    assert (data.notice_days, data.min_rest_days, data.history_days) == (14, 3, 90)
    assert data.volunteer_years == 5
    assert data.on_rest_day is OnRestDay.KEEP
    (settings,) = data.tracks[1].settings
    assert settings.handover == (Handover(0, time(9, 5)), Handover(4, time(17)))
    assert (settings.weeks, settings.anchor) == (2, date(2026, 11, 30))
    grace = data.engineers[1]
    assert (grace.id, grace.timezone, grace.email) == ("grace", "America/New_York", "")
    assert (grace.leaves, grace.manager) == (date(2027, 2, 26), "ada")
    assert (grace.capacity, grace.tracks) == (Fraction(4, 5), ("B",))
    assert data.engineers[0].tracks == ("A", "B")
    assert data.holidays == HolidayRules(
        "US",
        "NY",
        ("Columbus Day",),
        (
            CompanyDay(MonthDay(12, 24), "Christmas Eve"),
            CompanyDay(date(2026, 11, 27), "Day after Thanksgiving"),
        ),
    )
    (period,) = data.special_periods
    assert (period.first_day, period.last_day) == (date(2026, 8, 1), date(2026, 8, 3))
    assert (period.shift_days, period.min_stub_days) == (1, 1)
    assert (data.grace_days, data.new_for_days) == (10, 20)
    assert data.goals == ("shifts", "open")
    assert data.pins == (Pin("A-2026-11-30+2", "ada"),)
    assert data.calendar == CalendarSettings(
        "{email} {{x}}", "Duty", True, "example.com", "https://example.com", ""
    )
