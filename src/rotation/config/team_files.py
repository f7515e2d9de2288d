"""The records in the files of a team's folder."""

import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from rotation.config.absences import (
    OFFERS,
    TIME_OFF,
    WISHES,
    read_offers,
    read_time_off,
    read_wishes,
)
from rotation.config.calendars.files import CalendarFile
from rotation.config.csv_table import read_table
from rotation.config.document import Document
from rotation.config.faults import Faults, printable
from rotation.config.file_names import is_calendar, no_file_fix
from rotation.config.held_ids import HeldIds
from rotation.config.journal_places import home_at
from rotation.config.people import OwnCalendars, People
from rotation.config.people_rows import read_people_rows
from rotation.config.records import CHANGES, TRADES, read_changes, read_trades
from rotation.config.schedules import SCHEDULE, judge_overlaps, read_entries
from rotation.config.schema import FilesTable
from rotation.config.text import quote
from rotation.config.toml_lines import KeyPath
from rotation.config.unmatched import UnmatchedTimeOff
from rotation.journal import view_of
from rotation.model.people import Offer, TimeOff, Wish
from rotation.model.settings import HISTORY, Places
from rotation.model.shifts import Entry
from rotation.model.source import Source
from rotation.model.trades import LoggedChange, Trade

__all__ = ["TeamFiles", "exists"]

_MADE = frozenset({"published", "trades", "changes", "history"})
"""Files that commands write."""

_PLACED = ("published", "trades", "changes", "volunteers", "history", "public")


class TeamFiles:
    """The files that `[files]` of a configuration names, and those with the usual names.

    Parameters
    ----------
    document : Document
        The configuration; collects the problems.
    config : Path
        Its file, which need not exist; other files are beside it.
    given : collection of str
        Kinds of records that are also given from Python: files with the usual names that are not
        named are not read for these.

    Attributes
    ----------
    view : View
        Where the current bytes of files are while some are being replaced.
    """

    def __init__(self, document: Document, config: Path, given: Collection[str] = ()) -> None:
        self._document = document
        self._faults = document.faults
        self._folder = config.parent
        self._config = config
        self._given = given
        raw = document.table("files")
        self._table = document.read(FilesTable, ("files",), raw) or FilesTable()
        # Whether there is a file with the usual name is only known with the view.
        places = self._places(self._table.history)
        exchanged = (places.published, places.trades, places.changes, places.archive)
        # Made before anything else is read: files replaced from now on are read again.
        self.view = view_of(home_at(config, places), [self._folder / name for name in exchanged])
        self._judge_own()
        self._team_time_off = self._named(("files", "time_off"), self._table.time_off)
        self._sheets = self._named(("files", "volunteers"), self._table.volunteers)

    def ids(self) -> HeldIds:
        """Return the ids of people in these files."""
        return HeldIds(self._document, self._folder, self.view)

    def add_engineers(self) -> None:
        """Add the rows of every CSV file of engineers to the `[[engineer]]` tables."""
        before = len(self._faults)
        named = self._named(("files", "engineers"), self._table.engineers)
        for name, path in named:
            rows = read_people_rows(path, name, self._faults)
            self._document.add_rows("engineer", rows)
        if named and len(self._faults) == before and not self._document.tables("engineer"):
            what, hint = "names nobody", "add a row for each person, with name and joined"
            self._faults.add(Source(named[0][0]), "", what, hint)

    def _judge_own(self) -> None:
        """Report a file that a command writes and that is also named under another key."""
        table, places = self._table, self.places()
        named = {
            "engineers": table.engineers,
            "time_off": table.time_off,
            "volunteers": table.volunteers,
            "history": self._history(),
            "published": (places.published,),
            "trades": (places.trades,),
            "changes": (places.changes,),
        }
        seen: dict[str, str] = {}
        for key, names in named.items():
            for name in names:
                path = os.path.normpath(self._folder / name) if name else ""
                other = seen.setdefault(path, key)
                if path and other != key and _MADE & {key, other}:
                    there = key if key in self._document.table("files") else other
                    what = f"{quote(str(name))} is the file of {other} and of {key}"
                    self._document.fault(("files", there), what, "give each a file of its own")

    def time_off(
        self, people: People, home: str, unmatched: UnmatchedTimeOff, remarks: Faults
    ) -> list[TimeOff]:
        """Return the rows of every CSV file of time off."""
        return [
            row
            for name, path in self._team_time_off
            if not is_calendar(name)
            for row in read_time_off(
                read_table(path, name, TIME_OFF, self._faults),
                people,
                self._faults,
                remarks,
                home=home,
                unmatched=unmatched,
            )
        ]

    def calendars(self, own: Sequence[OwnCalendars]) -> list[CalendarFile]:
        """Return the calendars of time off: the team's, then those of people."""
        calendars = [CalendarFile(p, name) for name, p in self._team_time_off if is_calendar(name)]
        for table in own:
            for name, path in self._named(table.path, table.files):
                if is_calendar(name):
                    calendars.append(CalendarFile(path, name, table.engineer, table.skips_free))
                else:
                    what = f"{quote(name)} is not a calendar (.ics)"
                    self._document.fault(table.path, what, "name CSV files under [files] time_off")
        return calendars

    def offers(self, people: People, home: str) -> list[Offer]:
        """Return the rows of every volunteers' sheet."""
        return [
            offer
            for name, path in self._sheets
            if not is_calendar(name)
            for offer in read_offers(
                read_table(path, name, OFFERS, self._faults), people, home, self._faults
            )
        ]

    def invitations(self) -> list[CalendarFile]:
        """Return the sign-up calendars, whose events were answered."""
        return [CalendarFile(path, name) for name, path in self._sheets if is_calendar(name)]

    def wishes(self, people: People) -> list[Wish]:
        """Return the rows of the file of wishes."""
        return [
            wish
            for name, path in self._named(("files", "wishes"), (self._table.wishes,))
            for wish in read_wishes(
                read_table(path, name, WISHES, self._faults), people, self._faults
            )
        ]

    def lines(self, key: str, tracks: Mapping[str, str], people: People) -> list[Entry]:
        """Return the lines of the history or of the published plan, as written."""
        worked = key == "history"
        names = self._history() if worked else self._or_default(key, self._table.published)
        lines: list[Entry] = []
        for name, path in self._named(("files", key), names):
            rows = read_table(path, name, SCHEDULE, self._faults)
            entries = read_entries(rows, tracks, people, written=True)
            judge_overlaps(entries, self._faults)
            lines += entries
        return lines

    def trades(self, people: People) -> list[Trade]:
        """Return the trades since the plan was published."""
        return [
            trade
            for name, path in self._named(
                ("files", "trades"), self._made("trades", self._table.trades)
            )
            for trade in read_trades(read_table(path, name, TRADES, self._faults), people)
        ]

    def changes(self, people: People) -> list[LoggedChange]:
        """Return the changes of published shifts."""
        return [
            change
            for name, path in self._named(
                ("files", "changes"), self._made("changes", self._table.changes)
            )
            for change in read_changes(read_table(path, name, CHANGES, self._faults), people)
        ]

    def places(self) -> Places:
        """Return the paths of the files."""
        return self._places(self._history())

    def _places(self, history: tuple[str, ...]) -> Places:
        named = {key: getattr(self._table, key) for key in _PLACED} | {"history": history}
        given = {key: name for key, name in named.items() if name}
        return Places(str(self._folder), **given, config=self._config.name)

    def _history(self) -> tuple[str, ...]:
        """Return the files of history; without the key, the usual one beside the usual plan."""
        if "history" in self._document.table("files") or self._table.published is not None:
            return self._table.history
        return self._made("history", None) if self._made("published", None) else ()

    def _or_default(self, key: str, name: str | None) -> tuple[str, ...]:
        """Return the file of a key; without the key, the file with the usual name if it exists."""
        return (name,) if name is not None else self._made(key, None)

    def _made(self, key: str, name: str | None) -> tuple[str, ...]:
        """Return a file that is created on demand, if it exists."""
        if name is None and key in self._given:
            return ()
        usual: str = name or (HISTORY if key == "history" else getattr(Places(), key))
        path = self.view.path(self._folder / usual)
        return (usual,) if path is not None and exists(path) else ()

    def _named(self, key: KeyPath, names: Sequence[str | None]) -> list[tuple[str, Path]]:
        """Return each readable file once: its name in messages and its path."""
        names_by_path: dict[Path, str] = {}
        for n, name in enumerate(names):
            if name is None:
                continue
            path = self.view.path(self._folder / name)
            where = self._document.item(key, n)
            if path in names_by_path:
                self._document.fault(where, f"{quote(name)} is named twice", "name it once")
            elif path is None or not exists(path):
                self._document.fault(
                    where,
                    f"there is no file {quote(name)}",
                    no_file_fix(name, self._folder / name),
                )
            else:
                names_by_path[path] = printable(name)
        return [(name, path) for path, name in names_by_path.items()]


def exists(path: Path) -> bool:
    """Return whether there is something at a path that can be looked at."""
    try:
        return path.exists()
    except OSError:
        return False
