"""`[holidays]`: the rest days that a team configures."""

from collections.abc import Sequence

from rotation.config import places
from rotation.config.document import Document
from rotation.config.faults import Wrong
from rotation.config.schema import CompanyDayTable, HolidaysTable
from rotation.config.text import nearest, quote
from rotation.model.rest_days import CompanyDay, HolidayRules

__all__ = ["read_holidays"]


def read_holidays(document: Document) -> HolidayRules:
    """Return the rules for weekends, public holidays and company days."""
    raw = {key: value for key, value in document.table("holidays").items() if key != "extra"}
    table = document.read(HolidaysTable, ("holidays",), raw) or HolidaysTable()
    subdivision: str | None = None
    categories: tuple[str, ...] = ()
    if table.country is None and "country" not in raw:
        for key in ("subdivision", "exclude", "categories"):
            if raw.get(key):
                document.fault(
                    ("holidays", key), "needs a country", document.entrance().add("country", "US")
                )
    elif table.country is not None:
        if table.subdivision is not None:
            try:
                subdivision = places.subdivision(table.country, table.subdivision)
            except Wrong as problem:
                document.wrong(("holidays", "subdivision"), problem)
        categories = _categories(document, table.country, table.categories)
        _judge_excluded(document, table, subdivision, categories)
    return HolidayRules(
        country=table.country,
        subdivision=subdivision,
        exclude=tuple(table.exclude),
        extra=_company_days(document),
        weekend=table.weekend,
        categories=categories,
        source=document.source(("holidays",)) if raw else None,
    )


def _categories(document: Document, country: str, named: Sequence[str]) -> tuple[str, ...]:
    """Return the categories that exist in the country; others are reported."""
    if not named:
        return ()
    supported = places.categories(country)
    known = f"known: {', '.join(supported)}"
    for name in named:
        if name not in supported:
            near = nearest(name, supported)
            hint = f"did you mean '{near}'? {known}" if near else known
            what = f"{country} has no holidays of category {quote(name)}"
            document.fault(("holidays", "categories"), what, hint)
    return tuple(name for name in named if name in supported)


def _judge_excluded(
    document: Document, table: HolidaysTable, subdivision: str | None, categories: tuple[str, ...]
) -> None:
    assert table.country is not None
    known: frozenset[str] = frozenset()
    for years in (places.USUAL_YEARS, places.YEARS):
        if not known.issuperset(table.exclude):
            known = places.known_holidays(table.country, subdivision, categories, years)
    for n, name in enumerate(table.exclude):
        path = ("holidays", "exclude", n)
        if name in table.exclude[:n]:
            document.fault(path, f"{quote(name)} is named twice", "name it once")
            continue
        try:
            places.holiday_name(name, known)
        except Wrong as problem:
            document.wrong(path, problem)


def _company_days(document: Document) -> tuple[CompanyDay, ...]:
    days: dict[tuple[str, str], CompanyDay] = {}
    for path, raw in document.tables("holidays", "extra"):
        table = document.read(CompanyDayTable, path, raw)
        if table is None:
            continue
        day = CompanyDay(table.date, table.name, document.source(path))
        first = days.setdefault((str(day.date), day.name), day)
        if first is not day and first.source is not None:
            document.fault(path, f"the same day as {first.source.where}", "remove one")
    return tuple(day for _, day in sorted(days.items()))
