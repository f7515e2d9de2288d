"""A ledger as data and frames: one line per person, with loads and fair shares."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from rotation.analysis.accounts import Account
from rotation.analysis.carried import Carried
from rotation.analysis.indices import Indices
from rotation.analysis.quantities import (
    CLOCKED,
    QUANTITIES,
    TIMES,
    ledger_title,
    of_track,
    track_of,
)
from rotation.display.frames import frame_of
from rotation.display.results import Displayed, number
from rotation.horizon.clock import wall
from rotation.horizon.hours import Hours
from rotation.letters import by_name
from rotation.model.fairness import Quantity
from rotation.model.settings import RotationData
from rotation.model.shifts import Amount

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Ledger", "LedgerLine", "seconds_of"]

LedgerRecord = tuple[str, str, str, Fraction, Fraction | None, Fraction | None]
"""Engineer, name, quantity, load, share, difference."""


@dataclass(frozen=True, slots=True)
class LedgerLine(Account):
    """One person's line: what is before a draft, what the draft adds, and fair shares of both.

    Without a draft nothing is `planned`. `weight` and `present` of the person are those of the
    window, and there are `shares` of everything in `QUANTITIES`, and of each track that the person
    may hold or held.

    Attributes
    ----------
    hours : Hours
        What the person carries in exact time, by the clock and holidays of each track.
    holidays : mapping of str to int
        How many of the shifts carried held the holiday of that name, by name.
    nights : fractions.Fraction
        Hours on call at night by the person's own clock (G23).
    tracks : mapping of str to int
        How many regular shifts of each track the person carried, as the goal `tracks` counts them.

    Examples
    --------
    >>> line = plan.ledger().lines[0]
    >>> line.person.name, line.amount("rest_days"), line.difference("rest_days")
    ('Ada', Fraction(4, 1), Fraction(4, 3))
    """

    hours: Hours
    holidays: Mapping[str, int]
    nights: Fraction
    tracks: Mapping[str, int]

    def amount(self, quantity: str) -> Fraction:
        """Return the load: a whole number, or exact hours."""
        track = track_of(quantity)
        if track is not None:
            return Fraction(self.tracks.get(track, 0))
        if quantity == "night_hours":
            return self.nights
        if quantity in CLOCKED:
            return _in_hours(seconds_of(self.hours, quantity))
        return Fraction(getattr(self.load, quantity))

    def difference(self, quantity: str) -> Fraction | None:
        """Return load less share: above 0 is more than fair; None without a share."""
        share = self.shares.get(quantity)
        return None if share is None else self.amount(quantity) - share


@dataclass(frozen=True, repr=False)
class Ledger(Displayed):
    """The ledger of a window, or of a plan with the window that ends with it.

    Attributes
    ----------
    rotation : RotationData
        The team.
    start, end : datetime.datetime
        UTC, half-open.
    lines : tuple of LedgerLine
        Everybody, by id.
    carried : tuple of Carried
        The shifts that were counted, and a draft's open ones, by start, track and id.

    Examples
    --------
    >>> ledger = plan.ledger()
    >>> ledger.lines[0].amount("shifts"), ledger.lines[0].shares["shifts"]
    (Fraction(2, 1), Fraction(4, 3))
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("engineer", "name", "quantity", "load", "share", "difference"),
    )

    rotation: RotationData
    start: datetime
    end: datetime
    lines: tuple[LedgerLine, ...]
    carried: tuple[Carried, ...]

    @cached_property
    def dates(self) -> tuple[date, date]:
        """The first day, and the day after the last one, in the rotation's zone.

        Examples
        --------
        >>> plan.ledger().dates
        (datetime.date(2025, 12, 1), datetime.date(2027, 1, 1))
        """
        zone = ZoneInfo(self.rotation.timezone)
        return wall(zone, self.start).date(), wall(zone, self.end).date()

    @property
    def of_tracks(self) -> tuple[str, ...]:
        """The quantities of its tracks: `tracks: NAME`, by name."""
        return self.quantities[len(QUANTITIES) :]

    @cached_property
    def quantities(self) -> tuple[str, ...]:
        """The quantities of its lines: `QUANTITIES`, then those of its tracks."""
        names = {name for line in self.lines for name in line.tracks}
        names |= {track for x in self.lines for q in x.shares if (track := track_of(q)) is not None}
        return (*QUANTITIES, *map(of_track, sorted(names)))

    def indices(self) -> Mapping[str, Indices]:
        """Return Gini's, Jain's and the standard deviation of each quantity."""
        return {
            quantity: Indices.of(
                [
                    (line.amount(quantity), line.shares[quantity])
                    for line in self.lines
                    if quantity in line.shares
                ]
            )
            for quantity in self.quantities
        }

    def to_frame(self) -> "pd.DataFrame":
        """Return the ledger in long form, one row per person and quantity.

        Returns
        -------
        pandas.DataFrame
            Columns `engineer, name, quantity, load, share, difference`, NaN without a share.
            Quantities are `quantities`, then `holidays: NAME` for each name somebody carried.

        Examples
        --------
        >>> frame = plan.ledger().to_frame()
        >>> frame[frame["quantity"] == "shifts"]
           engineer  name quantity  load     share  difference
        0       ada   Ada   shifts   2.0  1.333333    0.666667
        11      ben   Ben   shifts   1.0  1.333333   -0.333333
        22     cleo  Cleo   shifts   1.0  1.333333   -0.333333
        """
        rows = ((*r[:3], float(r[3]), _float(r[4]), _float(r[5])) for r in self.records())
        return frame_of((dict(zip(self.columns, row, strict=True)) for row in rows), self.columns)

    def to_wide(self) -> "pd.DataFrame":
        """Return the ledger, one row per person, indexed by id.

        Returns
        -------
        pandas.DataFrame
            Columns `name, present, weight`; for each of `shifts`, `rest_days`, `holidays` and
            `volunteer_days` the load, `..._share` and `..._difference` (NaN without a share);
            `days, hours, working_hours, off_hours, rest_day_hours, night_hours`; `..._planned`, the
            part of the load that a draft adds; and of each track `tracks.NAME`, `..._share` and
            `..._difference`.

        Examples
        --------
        >>> plan.ledger().to_wide()["rest_days"]
        engineer
        ada     4
        ben     2
        cleo    2
        Name: rest_days, dtype: int64
        """
        rest = [q for q in QUANTITIES if q not in list(Quantity)]
        levelled = [f"{q}{end}" for q in Quantity for end in ("", "_share", "_difference")]
        planned = [f"{q}_planned" for q in Quantity]
        tracks = {q.replace(": ", ".", 1): q for q in self.of_tracks}
        by_track = [f"{q}{end}" for q in tracks for end in ("", "_share", "_difference")]
        columns = ["engineer", "name", "present", "weight", *levelled, *rest, *planned, *by_track]
        records = []
        for line in self.lines:
            person = line.person
            record: dict[str, object] = {"engineer": person.id, "name": person.name}
            record |= {"present": person.present, "weight": person.weight}
            for quantity in Quantity:
                record[quantity] = _plain(quantity.of(line.load))
                record[f"{quantity}_share"] = _float(line.shares.get(quantity))
                record[f"{quantity}_difference"] = _float(line.difference(quantity))
                record[f"{quantity}_planned"] = _plain(quantity.of(line.planned))
            record["days"] = _plain(line.load.days)
            record |= {q: float(line.amount(q)) for q in TIMES}
            for column, track in tracks.items():
                record[column] = int(line.amount(track))
                record[f"{column}_share"] = _float(line.shares.get(track))
                record[f"{column}_difference"] = _float(line.difference(track))
            records.append(record)
        return frame_of(records, columns, index="engineer")

    def _rows(self) -> Iterator[Mapping[str, object]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.records())

    def _sentences(self) -> tuple[str, ...]:
        labels = self.rotation.labels
        people = sorted(self.lines, key=lambda line: by_name(line.person.name, line.person.id))
        return (
            repr(self)[1:-1],
            *(f"{labels[line.person.id]}: {', '.join(_beside(line))}" for line in people),
        )

    def _document(self) -> Mapping[str, object]:
        first, after = self.dates
        return {
            "window": {"since": first, "until": after},
            "people": [
                {
                    "engineer": line.person.id,
                    "name": line.person.name,
                    "present": line.person.present,
                    "weight": line.person.weight,
                    "load": {q: line.amount(q) for q in self.quantities},
                    "share": {q: line.shares.get(q) for q in self.quantities},
                    "difference": {q: line.difference(q) for q in self.quantities},
                    "holidays": line.holidays,
                }
                for line in self.lines
            ],
            "indices": {
                quantity: {
                    "people": evenness.people,
                    "gini": evenness.gini,
                    "jain": evenness.jain,
                    "standard_deviation": _decimal(evenness.standard_deviation),
                }
                for quantity, evenness in self.indices().items()
            },
        }

    def _zone(self) -> tzinfo:
        return ZoneInfo(self.rotation.timezone)

    def __repr__(self) -> str:
        first, after = self.dates
        people = f"{len(self.lines)} people, {len(self.carried)} shifts"
        return f"<Ledger of {self.rotation.name}, {first} to {after}: {people}>"

    def _repr_html_(self) -> str:
        from rotation.display.notebook import ledger_html  # noqa: PLC0415 - notebooks only

        return ledger_html(self.lines)

    def records(self) -> Iterator[LedgerRecord]:
        """Yield the rows of `to_frame` as exact numbers; None without a share."""
        names = sorted({name for line in self.lines for name in line.holidays})
        for line in self.lines:
            who = (line.person.id, line.person.name)
            for quantity in self.quantities:
                share, difference = line.shares.get(quantity), line.difference(quantity)
                yield (*who, quantity, line.amount(quantity), share, difference)
            for name in names:
                yield (*who, f"holidays: {name}", Fraction(line.holidays.get(name, 0)), None, None)


def _beside(line: LedgerLine) -> Iterator[str]:
    """Yield the loads of a person that goals level, each with its difference from the share."""
    for quantity in Quantity:
        difference, amount = line.difference(quantity), line.amount(quantity)
        if difference is None and not amount:
            continue
        apart = "" if difference is None else f" ({float(difference):+z.2f})"
        yield f"{ledger_title(quantity)} {number(amount)}{apart}"


def _decimal(value: float | None) -> Fraction | None:
    return None if value is None else Fraction(str(round(value, 6)))


def seconds_of(hours: Hours, quantity: str) -> Fraction:
    """Return one of `CLOCKED` in seconds."""
    spans = {
        "hours": hours.total,
        "working_hours": hours.working,
        "off_hours": hours.off_hours,
        "rest_day_hours": hours.rest_days,
    }
    return Fraction(spans[quantity] // timedelta(microseconds=1), 10**6)


def _in_hours(seconds: Fraction) -> Fraction:
    return seconds / 3600


def _plain(amount: Amount) -> int | float:
    return amount if isinstance(amount, int) else float(amount)


def _float(value: Fraction | None) -> float:
    return float("nan") if value is None else float(value)
