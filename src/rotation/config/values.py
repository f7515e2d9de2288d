"""From the values of `rotation.toml` to what they mean; `Wrong` says why one means nothing."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import time
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from string import Formatter
from typing import Literal, TypeVar

from rotation.config import times
from rotation.config.faults import Wrong
from rotation.config.person_names import not_nobody
from rotation.config.text import clean, describe, email_address, one_of, quote, safe_id, suggest
from rotation.config.weekly_windows import overlapping, weekly_window
from rotation.limits import CHARACTERS
from rotation.model.addresses import address_fault
from rotation.model.tracks import Handover, WeeklyWindow
from rotation.model.words import WEEKDAYS, window_words

__all__ = [
    "address",
    "alias",
    "capacity",
    "capacity_number",
    "categories",
    "choice",
    "clean_text",
    "currency_code",
    "days_off",
    "different",
    "handovers",
    "ids_by_name",
    "one_or_more",
    "own_hours",
    "person_id",
    "rate",
    "skills",
    "summary",
    "text_or_empty",
    "track_name",
    "uid_domain",
    "unmatched",
    "variable",
    "weekend",
    "weight_in_ledgers",
    "windows",
    "working_hours",
]

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_TRACK = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}")
_DOMAIN = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_RATE = re.compile(r"\d{1,7}(\.\d+)?", re.ASCII)
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,127}", re.ASCII)
_SATURDAY_AND_SUNDAY = (5, 6)
_FIELDS = ("name", "email", "id", "track", "shift")


def _any_number(expected: str, read: Callable[[str], T]) -> Callable[[object], tuple[T, ...]]:
    """Return the reader of a text or a list of texts."""

    def judge(value: object) -> tuple[T, ...]:
        texts: list[str] = []
        for item in value if isinstance(value, list) else [value]:
            if not isinstance(item, str):
                raise Wrong(f"expects {expected} or a list of such, got {describe(item)}")
            texts.append(item)
        return tuple(read(text) for text in texts)

    return judge


def one_or_more(expected: str, read: Callable[[str], T]) -> Callable[[object], tuple[T, ...]]:
    """Return the reader of a text or a list of texts that is not empty."""

    def judge(value: object) -> tuple[T, ...]:
        if isinstance(value, list) and not value:
            raise Wrong("is an empty list", "leave the key out or name one")
        return _any_number(expected, read)(value)

    return judge


def different(expected: str, read: Callable[[str], str]) -> Callable[[object], tuple[str, ...]]:
    """Return the reader of a text or a list of texts, each of them once."""

    def judge(value: object) -> tuple[str, ...]:
        names = one_or_more(expected, read)(value)
        for n, name in enumerate(names):
            if name in names[:n]:
                raise Wrong(f"{quote(name)} is named twice", "name it once")
        return names

    return judge


def weekend(value: object) -> tuple[int, ...]:
    """Return the weekdays of a weekend, sorted."""
    return _different_days(_any_number("a weekday such as 'Fri'", times.weekday)(value))


def _different_days(days: Sequence[int]) -> tuple[int, ...]:
    for n, day in enumerate(days):
        if day in days[:n]:
            raise Wrong(f"{WEEKDAYS[day]} is named twice", "name it once")
    if len(days) == len(WEEKDAYS):
        raise Wrong("names every day of the week", "list only the days off")
    return tuple(sorted(days))


def categories(value: object) -> tuple[str, ...]:
    """Return the categories of holidays, sorted."""
    return tuple(sorted(different("a text such as 'public'", str)(value)))


def skills(value: object) -> tuple[str, ...]:
    """Return the names of skills, sorted."""
    return tuple(sorted(different("a text such as 'database'", clean_text)(value)))


def days_off(value: object) -> tuple[int, ...]:
    """Return the weekdays of a text or a list, sorted; a text may be a range."""
    several = one_or_more("a weekday such as 'Fri'", times.weekdays)(value)
    return _different_days([day for named in several for day in named])


def own_hours(value: object) -> tuple[WeeklyWindow, ...]:
    """Return the hours in which a person can be on call."""
    written = one_or_more("a text such as 'Mon-Fri 07:00-22:00'", weekly_window)(value)
    shared = overlapping(written, _SATURDAY_AND_SUNDAY)
    if shared is not None:
        first, second = (window_words(written[n]) for n in shared)
        what = f"{second} overlaps {'itself' if first == second else first}"
        raise Wrong(what, "let one begin where the other ends")
    return written


def handovers(value: object) -> tuple[Handover, ...]:
    """Return the handovers of a week, in their order."""
    read = one_or_more("a text such as 'Mon 11:00'", times.handovers)(value)
    week = sorted(handover for several in read for handover in several)
    for before, after in pairwise(week):
        if before == after:
            at = f"{WEEKDAYS[after.weekday]} {after.time:%H:%M}"
            raise Wrong(f"has the handover {at} twice", "keep one of them")
    return tuple(week)


def capacity_number(value: object) -> Fraction:
    """Return a capacity exactly, or raise `Wrong` with the reason."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Wrong(f"expects a number, got {describe(value)}", "1.0 is full time")
    if not 0 < value <= 2:
        raise Wrong(f"{describe(value)} is not above 0 and at most 2", "1.0 is full time")
    exact = Fraction(str(value))
    if 10**2 % exact.denominator:
        raise Wrong(f"{describe(value)} has more than 2 decimals", "round it")
    return exact


def weight_in_ledgers(value: object) -> Fraction:
    """Return what a shift counts, exactly."""
    hint = "1 is a whole shift, 0 counts nothing"
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Wrong(f"expects a number, got {describe(value)}", hint)
    if not 0 <= value <= 10:
        raise Wrong(f"{describe(value)} is outside 0 to 10", hint)
    exact = Fraction(str(value))
    if 10**2 % exact.denominator:
        raise Wrong(f"{describe(value)} has more than 2 decimals", "round it")
    return exact


def windows(value: object) -> tuple[WeeklyWindow, ...]:
    """Return the windows of a track."""
    return one_or_more("a text such as 'Mon-Fri 08:00-18:00'", weekly_window)(value)


def capacity(value: object) -> Fraction | Mapping[str, object]:
    """Return a capacity, or the table of capacities from dates on, whose items are read later."""
    if isinstance(value, dict) and not value:
        raise Wrong("is an empty table", "write it as { 2027-03-01 = 0.6 }, or as a number")
    return value if isinstance(value, dict) else capacity_number(value)


def variable(text: str) -> str:
    """Return the name of an environment variable, or nothing; it is not repeated if it is none.

    A token that stands here by mistake must not get into logs.
    """
    if text and not _VARIABLE.fullmatch(text):
        what = "is no name of an environment variable"
        raise Wrong(what, "letters, digits and '_' only: the secret itself is in that variable")
    return text


def address(text: str) -> str:
    """Return the address of a server, or nothing; it is not repeated if it is none."""
    fault = address_fault(text) if text else None
    if fault is not None:
        raise Wrong(*fault)
    return text.rstrip("/")


def ids_by_name(value: object) -> Mapping[str, str]:
    """Return the ids that a remote uses, by the names that we use."""
    if not isinstance(value, dict):
        raise Wrong(f"expected is a table, got {describe(value)}", 'write it as { A = "ID" }')
    for name, number in value.items():
        if not isinstance(number, str):
            raise Wrong(f"{name} is {describe(number)}, not a text", "put it in quotes")
    return {name: clean_text(number) for name, number in value.items()}


def rate(value: object) -> Fraction:
    """Return what an hour is worth, exactly."""
    hint = 'write it as 12.5, or as "12.50"'
    text = str(value)
    number = isinstance(value, int | float | str) and not isinstance(value, bool)
    if not number or not _RATE.fullmatch(text):
        raise Wrong(f"expects a number of 0 or more, got {describe(value)}", hint)
    if len(text.partition(".")[2]) > 4:
        raise Wrong(f"{describe(value)} has more than 4 decimals", "round it")
    return Fraction(text)


def working_hours(value: object) -> tuple[time, time]:
    """Return when working hours begin and end."""
    hint = 'write it as ["09:00", "17:00"]'
    texts = value if isinstance(value, list) else []
    if len(texts) != 2 or not all(isinstance(text, str) for text in texts):
        raise Wrong(f"expects a list of two times, got {describe(value)}", hint)
    for text in texts:
        if not _CLOCK.fullmatch(text):
            raise Wrong(f"there is no time {quote(text)}", hint)
    opens, closes = map(time.fromisoformat, texts)
    if closes <= opens:
        raise Wrong(f"{texts[1]} is not after {texts[0]}", hint)
    return opens, closes


def currency_code(value: str) -> str:
    """Return a code such as USD."""
    if not _CURRENCY.fullmatch(value):
        raise Wrong(
            f"{quote(value)} is not a currency code", "use three letters such as USD or EUR"
        )
    return value


def choice(choices: type[E]) -> Callable[[object], E]:
    """Return the reader of a choice of words."""

    def judge(value: object) -> E:
        names = [str(member) for member in choices]
        if not isinstance(value, str):
            raise Wrong(f"expects a text, got {describe(value)}", f"known: {', '.join(names)}")
        if value not in names:
            raise Wrong(f"unknown choice {quote(value)}", suggest(value, names))
        return choices(value)

    return judge


def track_name(value: str) -> str:
    """Return the name of a track, or raise `Wrong` with the reason."""
    if not _TRACK.fullmatch(value):
        raise Wrong(
            f"{quote(value)} is not a track name: up to 32 letters, digits, '_', '-' and '.', "
            "the first a letter, digit or '_'"
        )
    return value


def summary(value: str) -> str:
    """Return the title of an event, if it names somebody and its fields are known."""
    allowed = " ".join(f"{{{name}}}" for name in _FIELDS)
    try:
        parts = list(Formatter().parse(clean_text(value)))
    except Wrong:
        raise
    except ValueError:
        what = f"{quote(value)} has a brace without its partner"
        raise Wrong(what, "write {{ or }} for a brace itself") from None
    used = [name for _, name, _, _ in parts if name is not None]
    for _, name, form, conversion in parts:
        if name is not None and name not in _FIELDS:
            raise Wrong(f"unknown field {quote(name)}", f"known: {allowed}")
        if form or conversion:
            raise Wrong(f"field {quote(str(name))} has a format of its own", f"known: {allowed}")
    if not {"name", "email", "id"} & set(used):
        raise Wrong(f"{quote(value)} does not say who is on call", "use one of {name} {email} {id}")
    return clean(value)


def clean_text(value: str) -> str:
    """Return a text of one line that is not too long."""
    if len(value) > CHARACTERS.most:
        raise Wrong(f"has {len(value):,} characters, more than {CHARACTERS}", CHARACTERS.fix)
    return clean(value)


def text_or_empty(value: str) -> str:
    """Return a text of one line; it may be empty."""
    return clean_text(value) if value else value


def alias(value: str) -> str:
    """Return another name or address of a person."""
    return email_address(value) if "@" in value else not_nobody(clean_text(value))


def person_id(value: str) -> str:
    """Return the id of a person."""
    return not_nobody(safe_id(value))


def unmatched(value: object) -> Literal["error", "skip"]:
    """Return what becomes of time off that belongs to nobody."""
    if not isinstance(value, str):
        raise Wrong(f"expects a text, got {describe(value)}", 'write "error" or "skip"')
    return "skip" if one_of(value, "choice", ("error", "skip")) == "skip" else "error"


def uid_domain(value: str) -> str:
    """Return the domain in the UID of every event."""
    if not (_DOMAIN.fullmatch(value) and len(value) <= 200):
        raise Wrong(f"{quote(value)} is not a domain name", "write it as oncall.example.com")
    return value
