"""`weekend` and `categories` of `[holidays]` (I32, I33)."""

from datetime import date

import pytest
from config_cases import VALID, FaultsOf, Team

from rotation.horizon import DayCalendar


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('["Fri", "Sat"]', (4, 5)),
        ('["saturday", "FRI"]', (4, 5)),
        ('"Fri"', (4,)),
        ("[]", ()),
        ('["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]', (0, 1, 2, 3, 4, 5)),
    ],
)
def test_a_weekend_is_read(team: Team, written: str, expected: tuple[int, ...]) -> None:
    """Weekdays in short or in full, in any order, with a country or without."""
    assert team(VALID + f"[holidays]\nweekend = {written}\n").holidays.weekend == expected
    with_country = VALID + f'[holidays]\ncountry = "US"\nweekend = {written}\n'
    assert team(with_country).holidays.weekend == expected


def test_without_a_weekend_it_is_the_countrys(team: Team) -> None:
    """Left out is not the same as empty."""
    rules = team(VALID + '[holidays]\ncountry = "IL"\n').holidays
    assert rules.weekend is None
    assert DayCalendar(rules).is_rest_day(date(2026, 11, 6))
    assert not DayCalendar(rules).is_rest_day(date(2026, 11, 8))


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ('weekend = ["Fri", "fri"]', "weekend: Fri is named twice; name it once"),
        ('weekend = "Fryday"', "weekend: unknown weekday 'Fryday'; did you mean 'Fri'?"),
        ('weekend = ["weekend"]', "weekend: unknown weekday 'weekend'; one of Mon to Sun"),
        (
            "weekend = [4, 5]",
            "weekend: expects a weekday such as 'Fri' or a list of such, got the number 4",
        ),
        (
            'weekend = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]',
            "weekend: names every day of the week; list only the days off",
        ),
        ("categories = []", "categories: is an empty list; leave the key out or name one"),
        (
            'categories = ["public", "public"]',
            "categories: 'public' is named twice; name it once",
        ),
        (
            'categories = ["public", "optoinal"]',
            "categories: HK has no holidays of category 'optoinal'; did you mean 'optional'? "
            "known: optional, public",
        ),
        (
            'categories = ["half_day"]',
            "categories: HK has no holidays of category 'half_day'; known: optional, public",
        ),
        (
            "categories = 3",
            "categories: expects a text such as 'public' or a list of such, got the number 3",
        ),
    ],
)
def test_a_faulty_key_gets_its_message(faults_of: FaultsOf, key: str, message: str) -> None:
    """Each says what is wrong and what can be written."""
    (line,) = faults_of(VALID + f'[holidays]\ncountry = "HK"\n{key}\n')
    assert line.endswith(f"holidays.{message}")


def test_categories_need_a_country(faults_of: FaultsOf) -> None:
    """The categories are those of a country."""
    (line,) = faults_of(VALID + '[holidays]\ncategories = ["public"]\n')
    assert line.endswith('holidays.categories: needs a country; add `country = "US"`')


@pytest.mark.parametrize(
    ("country", "categories", "day", "name"),
    [
        ("HK", ("optional", "public"), date(2026, 4, 3), "Good Friday"),
        ("SE", ("de_facto", "public"), date(2026, 6, 19), "Midsummer Eve"),
        ("SE", ("bank",), date(2026, 12, 24), "Christmas Eve"),
        ("DE", ("catholic", "public"), date(2026, 6, 4), None),
    ],
)
def test_categories_choose_the_holidays(
    team: Team, country: str, categories: tuple[str, ...], day: date, name: str | None
) -> None:
    """A day of a category that is named counts, and one that is not named does not."""
    head = f'[holidays]\ncountry = "{country}"\n'
    usual = team(VALID + head).holidays
    chosen = team(VALID + head + f"categories = {list(reversed(categories))}\n").holidays
    assert chosen.categories == categories
    assert not DayCalendar(usual).names(day)
    if name:
        assert DayCalendar(chosen).names(day) == (name,)
        assert DayCalendar(chosen).is_rest_day(day)
    christmas = DayCalendar(chosen).names(date(2026, 12, 25))
    assert bool(christmas) == ("public" in categories)


def test_what_a_category_adds_can_be_excluded(team: Team, faults_of: FaultsOf) -> None:
    """`exclude` knows the holidays of the categories that are named, and no others."""
    head = VALID + '[holidays]\ncountry = "SE"\n'
    (line,) = faults_of(head + 'exclude = ["Midsummer Eve"]\n')
    assert "no public holiday is called 'Midsummer Eve'" in line
    toml = head + 'categories = ["public", "de_facto"]\n'
    rules = team(toml + 'exclude = ["Midsummer Eve"]\n').holidays
    assert not DayCalendar(rules).names(date(2026, 6, 19))
    assert DayCalendar(rules).names(date(2026, 12, 24)) == ("Christmas Eve",)
