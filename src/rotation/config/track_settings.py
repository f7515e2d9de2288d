"""From one `[[track]]` table to settings: hours, place and role of a track."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rotation.config import places
from rotation.config.document import Document
from rotation.config.faults import Wrong
from rotation.config.schema import TrackTable
from rotation.config.text import quote
from rotation.config.toml_lines import KeyPath
from rotation.config.weekly_windows import overlapping
from rotation.horizon.clock import midnight
from rotation.horizon.countries import country_weekend
from rotation.horizon.days import DayCalendar, rules_in
from rotation.horizon.weekly_hours import WeeklyHours
from rotation.model.rest_days import HolidayRules
from rotation.model.tracks import TrackSettings

__all__ = ["settings_of"]

_PLAIN = date(2026, 1, 1)
"""Any year will do to see which weekdays are the weekend, and whether hours come at all."""

_YEAR = timedelta(days=366)


def settings_of(
    document: Document,
    path: KeyPath,
    raw: Mapping[str, Any],
    table: TrackTable,
    holidays: HolidayRules,
) -> TrackSettings:
    """Return the settings of a table, and report keys that contradict each other.

    Parameters
    ----------
    document : Document
        Collects the problems.
    path, raw : KeyPath, mapping
        The table as written.
    table : TrackTable
        The table as read.
    holidays : HolidayRules
        The rotation's, for tracks without their own country or weekend.
    """
    own = _holidays(document, path, table, holidays)
    _judge_windows(document, path, raw, table, own or holidays)
    if table.shadow and "counts" in raw:
        document.fault((*path, "counts"), "belongs to a shadow, which counts nothing", "remove it")
    filled = ("country", "subdivision", "weekend") if own is not None else ()
    return TrackSettings(
        table.handover,
        table.weeks,
        table.anchor,
        table.first_day,
        table.last_day,
        document.source(path),
        windows=table.windows,
        timezone=table.timezone,
        holidays=own,
        on_rest_day=table.on_rest_day,
        counts=table.counts,
        level=table.level,
        needs=table.needs,
        shadow=table.shadow,
        holders=table.holders,
        inherited=[key for key in filled if getattr(table, key) is None],
        needs_source=document.source((*path, "needs")) if "needs" in raw else None,
    )


def _holidays(
    document: Document, path: KeyPath, table: TrackTable, rotation: HolidayRules
) -> HolidayRules | None:
    """Return the rest days of a track with its own place; None without one."""
    country = table.country or (rotation.country if table.subdivision else None)
    subdivision: str | None = None
    if table.subdivision is not None:
        if country is None:
            hint = document.entrance().add("country", "US")
            document.fault((*path, "subdivision"), "needs a country", hint)
        else:
            try:
                subdivision = places.subdivision(country, table.subdivision)
            except Wrong as problem:
                document.wrong((*path, "subdivision"), problem)
    if country is None and table.weekend is None:
        return None
    rules = rules_in(country, subdivision, rotation)
    if table.weekend is not None:
        rules = replace(rules, weekend=table.weekend)
    return rules


def _judge_windows(
    document: Document,
    path: KeyPath,
    raw: Mapping[str, Any],
    table: TrackTable,
    holidays: HolidayRules,
) -> None:
    """Report windows that share time, and hours that never come."""
    if not table.windows:
        return
    pair = overlapping(table.windows, _weekend(table, holidays))
    if pair is None:
        hours = WeeklyHours(table.windows, ZoneInfo("UTC"), DayCalendar(holidays))
        begins = midnight(ZoneInfo("UTC"), table.first_day or _PLAIN)
        if not hours.between(begins, begins + _YEAR):
            what = f"hold no hour of the year from {begins.date()}"
            document.fault((*path, "windows"), what, "name days that come, such as Mon-Fri")
        return
    written = raw["windows"] if isinstance(raw["windows"], list) else [raw["windows"]]
    first, second = (quote(str(written[n])) for n in pair)
    if pair[0] == pair[1]:
        what = f"{first} is longer than the time until it begins again"
        hint = "end it earlier, or leave `windows` out for all the time"
        document.fault((*path, "windows", pair[0]), what, hint)
        return
    what = f"{second} overlaps {first}"
    document.fault((*path, "windows", pair[1]), what, "let one end before the other begins")


def _weekend(table: TrackTable, holidays: HolidayRules) -> tuple[int, ...]:
    """Return the weekdays of the weekend, where they matter."""
    if holidays.weekend is not None:
        return holidays.weekend
    if all(isinstance(window.days, tuple) for window in table.windows):
        return ()
    year = (table.first_day or _PLAIN).year
    days = country_weekend(holidays.country, holidays.subdivision, holidays.categories, year)
    return tuple(sorted({day.weekday() for day in days}))
