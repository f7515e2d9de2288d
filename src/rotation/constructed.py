"""Rotations made in Python: from parts, from dictionaries, or from others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

from rotation.arguments import checked, optional
from rotation.errors import Fault
from rotation.kinds import DAY, PATH, PATHS, SWITCH, TEXT, TEXTS
from rotation.model.argument_names import called_by_name, made_by_name
from rotation.model.elsewhere import Elsewhere
from rotation.model.feeds import Feed
from rotation.model.last_change import LastChange
from rotation.model.people import Engineer, Offer, TimeOff, Unmatched, Wish
from rotation.model.remotes import Remote
from rotation.model.rest_days import HolidayRules
from rotation.model.settings import (
    Beside,
    CalendarSettings,
    Configured,
    HolidaysOf,
    HomeZone,
    PaySettings,
    Pin,
    Places,
    RotationData,
)
from rotation.model.shifts import Entry
from rotation.model.source import Source
from rotation.model.spelling import listed
from rotation.model.tracks import OnRestDay, SpecialPeriod, Track
from rotation.model.trades import LoggedChange, Trade

if TYPE_CHECKING:
    from narwhals.typing import IntoDataFrame

__all__ = ["Constructed"]

_CONSTRUCTED = frozenset(field.name for field in fields(RotationData)) | {"rules", "ignore"}


def _fill(made: RotationData, data: RotationData) -> None:
    for field in fields(RotationData):
        object.__setattr__(made, field.name, getattr(data, field.name))


@made_by_name
@dataclass(frozen=True, slots=True, repr=False, init=False)
class Constructed(RotationData):
    """What a rotation is made from; `rotation.Rotation` says what each argument means."""

    def __init__(
        self,
        name: str,
        timezone: str,
        *,
        tracks: Iterable[Track],
        engineers: Iterable[Engineer],
        calendar_id: str | None = None,
        notice_days: int = 30,
        min_rest_days: int = 7,
        history_days: int = 365,
        volunteer_years: int = 3,
        on_rest_day: OnRestDay | str = OnRestDay.NEXT_WORKDAY,
        grace_days: int = 60,
        new_for_days: int = 180,
        holidays: HolidayRules | None = None,
        special_periods: Iterable[SpecialPeriod] = (),
        time_off: Iterable[TimeOff] = (),
        offers: Iterable[Offer] = (),
        wishes: Iterable[Wish] = (),
        history: Iterable[Entry] = (),
        published: Iterable[Entry] = (),
        trades: Iterable[Trade] = (),
        changes: Iterable[LoggedChange] = (),
        pins: Iterable[Pin] = (),
        feeds: Iterable[Feed] = (),
        remotes: Iterable[Remote] = (),
        goals: Sequence[str] | Mapping[str, object] | None = None,
        soft: Sequence[str] = (),
        rules: Mapping[str, object] | None = None,
        settings: Iterable[Configured] = (),
        home_zone: HomeZone | None = None,
        calendar: CalendarSettings | None = None,
        pay: PaySettings | None = None,
        bearable_hours: int = 0,
        holidays_of: HolidaysOf | str = HolidaysOf.ROTATION,
        unmatched: str | Sequence[Unmatched] | None = None,
        ignore: str | Sequence[str] = (),
        places: Places | None = None,
        time_off_known: tuple[tuple[datetime, datetime], ...] | None = None,
        remarks: Sequence[Fault] = (),
        key_places: Sequence[tuple[str, Source]] = (),
        last_change: LastChange | None = None,
        elsewhere: Sequence[Elsewhere] = (),
        beside: Sequence[Beside] = (),
        limits_elsewhere: Sequence[Configured] = (),
    ) -> None:
        from rotation.config.construct import data_of  # noqa: PLC0415 - files are read without it

        given = {key: value for key, value in locals().items() if key in _CONSTRUCTED}
        _fill(self, data_of(given))

    @classmethod
    def of(cls, data: RotationData) -> Self:
        """Return data that was checked already as a rotation that can be planned."""
        made = object.__new__(cls)
        _fill(made, data)
        return made

    @classmethod
    @called_by_name(_CONSTRUCTED)
    def from_frames(
        cls,
        name: str,
        timezone: str,
        *,
        tracks: Iterable[Track],
        engineers: "IntoDataFrame | Iterable[Engineer]",
        time_off: "IntoDataFrame | Iterable[TimeOff]" = (),
        offers: "IntoDataFrame | Iterable[Offer]" = (),
        wishes: "IntoDataFrame | Iterable[Wish]" = (),
        history: "IntoDataFrame | Iterable[Entry]" = (),
        published: "IntoDataFrame | Iterable[Entry]" = (),
        trades: "IntoDataFrame | Iterable[Trade]" = (),
        changes: "IntoDataFrame | Iterable[LoggedChange]" = (),
        folder: str | Path | None = None,
        **others: Any,
    ) -> Self:
        """Return a rotation whose people and records are frames of pandas, polars or pyarrow.

        Parameters
        ----------
        name, timezone : str
            As of `Rotation`.
        tracks : iterable of Track
            At least one.
        engineers, time_off, offers, wishes, history, published, trades, changes : frame
            Any frame that narwhals knows, with the columns of the CSV file of the same kind
            (docs/files.md) and values of their types: dates, instants with a time zone, numbers,
            booleans and texts; a missing value is an empty cell. `Plan.to_frame()` is a schedule.
            Parts, as `Rotation` takes them, may be given instead.
        folder : str or Path, optional
            The folder of the calendars that a column `time_off` of `engineers` names, and of what
            is published: as of `from_dict`.
        **others
            The other arguments of `Rotation`.

        Raises
        ------
        BadInput
            With every fault at once, as files have them, at the argument and the row, counted from
            0: `engineers[3].timezone`.

        Examples
        --------
        >>> import pandas as pd
        >>> from rotation import Rotation, Track
        >>> people = pd.DataFrame({"name": ["Ada Lovelace"], "joined": ["2024-03-04"]})
        >>> Rotation.from_frames("Team", "UTC", tracks=[Track("A", "Mon 11:00")], engineers=people)
        <Rotation Team: 1 engineer, track A>
        """
        from rotation.config.construct_frames import from_frames  # noqa: PLC0415 - needs narwhals

        given = {key: value for key, value in locals().items() if key in _CONSTRUCTED}
        return cls.of(from_frames({**given, **others, "folder": folder}))

    @classmethod
    @called_by_name()
    def from_dict(
        cls,
        data: Mapping[str, Any],
        *,
        time_off: Sequence[Mapping[str, object]] = (),
        volunteers: Sequence[Mapping[str, object]] = (),
        wishes: Sequence[Mapping[str, object]] = (),
        history: Sequence[Mapping[str, object]] = (),
        published: Sequence[Mapping[str, object]] = (),
        trades: Sequence[Mapping[str, object]] = (),
        changes: Sequence[Mapping[str, object]] = (),
        folder: str | Path | None = None,
    ) -> Self:
        """Return a rotation from a dictionary in the shape of `rotation.toml`, also from JSON.

        Parameters
        ----------
        data : mapping
            Tables by name; dates may be texts, as JSON has them, and None is as good as a missing
            key. Under `records` it may have the records below, by name.
        time_off, volunteers, wishes, history, published, trades, changes : sequence of mapping
            Records by the columns of the CSV files (docs/files.md).
        folder : str or Path, optional
            The folder to which `[files]` and the calendars of people are relative; its files are
            read as `load` reads them, beside the records. Without it, files are refused.

        Raises
        ------
        BadInput
            With every fault at once, as files have them, at the path in the dictionary:
            `engineer[3].timezone`.

        Examples
        --------
        >>> from rotation import Rotation
        >>> team = Rotation.from_dict(
        ...     {
        ...         "rotation": {"name": "Team", "timezone": "UTC"},
        ...         "track": [{"name": "A", "handover": "Mon 11:00"}],
        ...         "engineer": [{"name": "Ada Lovelace", "joined": "2024-03-04"}],
        ...     }
        ... )
        >>> team
        <Rotation Team: 1 engineer, track A>
        """
        from rotation.config.construct import from_dictionary  # noqa: PLC0415 - as above
        from rotation.config.given_records import RECORDS  # noqa: PLC0415 - as above

        records = {key: value for key, value in locals().items() if key in RECORDS}
        return cls.of(from_dictionary(data, records, folder))

    @called_by_name()
    def to_dict(self) -> dict[str, Any]:
        """Return the rotation as a dictionary that `from_dict` reads as an equal one.

        Returns
        -------
        dict
            Tables in the shape of `rotation.toml`, with what differs from the defaults, and all
            records under `records`. Values are those of TOML: dates and instants are objects.
            Absences from calendars are records like others; later repetitions are not known. What
            its people do in other teams of a fleet is no part of it.

        Examples
        --------
        >>> data = team.to_dict()
        >>> data["track"]
        [{'name': 'A', 'handover': ['Mon 11:00']}]
        >>> data["records"]["wishes"][0]
        {'engineer': 'ada', 'start': '2026-12-01', 'end': '2026-12-06', 'want': True}
        >>> Rotation.from_dict(data) == team
        True
        """
        from rotation.config.construct import to_dictionary  # noqa: PLC0415 - as above

        return to_dictionary(self)

    @called_by_name()
    def to_toml(self) -> str:
        """Return the rotation as a commented `rotation.toml`, without its records.

        Returns
        -------
        str
            TOML of what `to_dict` has, but for `records`, each key explained where it occurs first.
            `rotation.load` reads it as a rotation that is equal, but for records.

        Examples
        --------
        >>> from datetime import date
        >>> from rotation import Engineer, Rotation, Track
        >>> track, ada = Track("A", "Mon 11:00"), Engineer("Ada", joined=date(2024, 3, 4))
        >>> text = Rotation("Team", "UTC", tracks=[track], engineers=[ada]).to_toml()
        >>> 'name = "Team"' in text.splitlines()
        True
        """
        from rotation.saved import configuration_text  # noqa: PLC0415 - as above

        return configuration_text(self)

    @checked(folder=PATH, overwrite=SWITCH)
    def save(self, folder: str | Path, *, overwrite: bool = False) -> None:
        """Write the rotation into a folder, all of it or nothing.

        `rotation.load(folder)` returns an equal rotation. The folder gets `rotation.toml`, as
        `to_toml` returns it, and a CSV file for each kind of records there is: `time_off.csv`,
        `volunteers.csv`, `wishes.csv`, `history.csv`, `published.csv`, `trades.csv` and
        `changes.csv` (docs/files.md). Absences from calendars are rows like others. What people do
        in other teams of a fleet is not written (docs/fleet.md).

        Parameters
        ----------
        folder : str or Path
            Made, with its parents, when missing.
        overwrite : bool
            Whether files that exist may be replaced. Those of other names are never touched; of
            published shifts, trades and changes that the rotation lacks, only the header stays.

        Raises
        ------
        BadInput
            When the folder has a `rotation.toml`, or another of these files, and `overwrite` is
            false; when it cannot be written. Nothing has changed then.

        Examples
        --------
        >>> team.save("on-call")
        >>> rotation.load("on-call") == team
        True
        >>> team.save("on-call")
        Traceback (most recent call last):
            ...
        rotation.errors.BadInput: on-call/rotation.toml: exists already; choose another folder, ...
        """
        from rotation.saved import save  # noqa: PLC0415 - as above

        save(self, Path(folder), overwrite=overwrite)

    @checked(
        calendars=PATHS,
        engineer=optional(TEXT),
        skips_free=SWITCH,
        unmatched=TEXT,
        ignore=TEXTS,
        today=optional(DAY),
    )
    def with_time_off(
        self,
        calendars: str | Path | Sequence[str | Path],
        *,
        engineer: str | None = None,
        skips_free: bool = False,
        unmatched: str = "error",
        ignore: Sequence[str] = (),
        today: date | None = None,
    ) -> Self:
        """Return the rotation with the time off of calendars and sheets, besides its own.

        They are read as those that `rotation.toml` names (docs/time-off-calendars.md).

        Parameters
        ----------
        calendars : str, Path or sequence of such
            Files: calendars (`.ics`), and sheets (`.csv`, `.xlsx`) with the columns of
            `time_off.csv`. An event of one calendar may be cancelled in another.
        engineer : str, optional
            Id, address, name or alias of the person whose calendars they are; by default they are
            the team's, and each event or row names the person.
        skips_free : bool
            Whether events marked as free are no absences.
        unmatched : {"error", "skip"}
            What becomes of events of a team's calendar, and of rows, that belong to nobody.
        ignore : sequence of str
            Titles of events that are no absences, and names in sheets that are ignored.
        today : datetime.date, optional
            As for `rotation.load`: what of nobody's ended before is an error only if its days
            matter.

        Raises
        ------
        BadInput
            With every fault of all files at once.

        Examples
        --------
        >>> from pathlib import Path
        >>> days = ["DTSTART;VALUE=DATE:20261207", "DTEND;VALUE=DATE:20261212"]
        >>> event = ["BEGIN:VEVENT", "UID:1", "SUMMARY:Ada: vacation", *days, "END:VEVENT"]
        >>> text = chr(10).join(["BEGIN:VCALENDAR", *event, "END:VCALENDAR"])
        >>> size = Path("away.ics").write_text(text)
        >>> away = team.with_time_off("away.ics").time_off[0]
        >>> away.engineer, away.wording
        ('ada', '2026-12-07 to 2026-12-11')
        """
        from rotation.config.calendars_given import with_time_off  # noqa: PLC0415 - as above

        return with_time_off(
            self,
            [Path(calendar) for calendar in cast("tuple[str | Path, ...]", calendars)],
            engineer=engineer,
            skips_free=skips_free,
            unmatched=unmatched,
            ignore=ignore,
            today=today,
        )

    @called_by_name(_CONSTRUCTED)
    def replace(self, **changes: Any) -> Self:
        """Return the rotation with other values, checked again.

        What it filled follows: the zone and the tracks of people without their own, whole days in a
        zone, and the country and weekend of tracks.

        Parameters
        ----------
        **changes
            New values by the names of the arguments of `Rotation`. `rules`, and `goals` as a
            mapping, replace all tables of rules or goals.

        Raises
        ------
        BadInput
            With every fault at once.

        Examples
        --------
        >>> team.replace(min_rest_days=14).min_rest_days
        14
        >>> team.replace(min_rest_days=-1)
        Traceback (most recent call last):
            ...
        rotation.errors.BadInput: min_rest_days: the number -1 is outside 0 to 366
        """
        from rotation.config.construct import replaced  # noqa: PLC0415 - as above

        return self.of(replaced(self, changes))

    def __repr__(self) -> str:
        people = f"{len(self.engineers)} engineer{'s' if len(self.engineers) != 1 else ''}"
        tracks = (
            f"track{'s' if len(self.tracks) != 1 else ''} {listed(t.name for t in self.tracks)}"
        )
        return f"<Rotation {self.name}: {people}, {tracks}>"
