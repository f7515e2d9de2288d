"""A rotation from an export: people, tracks, history and published lines, and what was guessed."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

from rotation.api import Rotation
from rotation.config.exported.stints import Export, Stint
from rotation.display.results import Result
from rotation.errors import BadInput, Fault, printable
from rotation.horizon.clock import midnight, wall
from rotation.horizon.ids import base_id
from rotation.imports.lanes import lanes_of
from rotation.imports.lines import by_shift, lines_of_tracks
from rotation.imports.patterns import TurnPattern, pattern_of
from rotation.imports.people import SeenPerson, people_of
from rotation.imports.roster_of_people import ListedPerson, imported_people
from rotation.model.shifts import Entry
from rotation.model.spelling import counted, listed
from rotation.reading import reason
from rotation.saved import save

__all__ = ["NOTE", "Imported", "import_export", "judge_folder"]

NOTE = "import.md"
"""What was guessed, beside the configuration."""

_GRACE_DAYS, _NEW_FOR_DAYS, _REST_DAYS = 60, 180, 7
"""The defaults of a rotation."""


@dataclass(frozen=True, slots=True, repr=False)
class Imported(Result):
    """A rotation from an export; nothing is written yet.

    Attributes
    ----------
    rotation : Rotation
        Shifts that were over on `today` are its history, the others its published plan.
    today : datetime.date
        In its zone.
    guesses : tuple of str
        What was concluded of tracks and names and should be looked at, as sentences.
    people : mapping of str to SeenPerson
        Of whom something was concluded, by id, in the order of names.
    holes : tuple of Entry
        When nobody was on call, by start.
    """

    columns: ClassVar[tuple[str, ...]] = ("engineer", "name", "email", "joined", "leaves", "shifts")

    rotation: Rotation
    today: date
    guesses: tuple[str, ...]
    people: Mapping[str, SeenPerson]
    holes: tuple[Entry, ...]

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return one row per person, by id; `shifts` are those of history and published plan."""
        lines = (*self.rotation.history, *self.rotation.published)
        return [
            {
                "engineer": person.id,
                "name": person.name,
                "email": person.email,
                "joined": person.joined,
                "leaves": person.leaves,
                "shifts": len({base_id(e.shift) for e in lines if e.engineer == person.id}),
            }
            for person in self.rotation.engineers
        ]

    def lines(self) -> tuple[str, ...]:
        """Return what was imported, what was guessed, and when nobody was on call.

        When people joined is guessed for all; only those of whom more was concluded are listed.
        """
        more = [person for person in self.people.values() if len(person.guesses) > 1]
        joined = "When people joined is guessed from their first time on call."
        return (
            self._summary(),
            *self.guesses,
            *([joined] if self.people else []),
            *map(_about_person, more),
            *map(self._hole, self.holes),
        )

    def _summary(self) -> str:
        rotation = self.rotation
        tracks = listed(track.name for track in rotation.tracks)
        people = counted(len(rotation.engineers), "person", "people")
        history, published = (
            counted(len({base_id(line.shift) for line in lines}), "shift")
            for lines in (rotation.history, rotation.published)
        )
        return (
            f"{rotation.name}: {people}, tracks {tracks}; history {history}, published {published}"
        )

    def note(self) -> str:
        """Return `import.md`: what was imported, what was guessed, when nobody was on call."""
        lead = (
            "Shifts are imported as they were and will be, not the order that made them. Look at\n"
            "these guesses, and correct `rotation.toml` where they are wrong."
        )
        parts = ["# What was imported", f"{self._summary()}.", lead]
        sections = {
            "## Tracks and names": self.guesses,
            "## People": [_about_person(person) for person in self.people.values()],
            "## Nobody on call": [self._hole(line) for line in self.holes],
        }
        for title, items in sections.items():
            if items:
                parts += [title, "\n".join(f"- {item}" for item in items)]
        return "\n\n".join(parts) + "\n"

    @property
    def open(self) -> tuple[Entry, ...]:
        """Published lines that nobody holds, by start."""
        return tuple(line for line in self.rotation.published if line.engineer is None)

    @property
    def written(self) -> tuple[str, ...]:
        """The names of the files that `write` makes."""
        records = {
            "history.csv": self.rotation.history,
            "published.csv": self.rotation.published,
        }
        there = [name for name, lines in records.items() if lines]
        return ("rotation.toml", *there, "time_off.csv", NOTE)

    def write(self, folder: str | Path) -> None:
        """Write `rotation.toml`, `history.csv`, `published.csv` and `import.md` to a new folder.

        Parameters
        ----------
        folder : str or Path
            It must not exist, or be empty.

        Raises
        ------
        BadInput
            When there is something in the folder, or it cannot be written.
        """
        judge_folder(Path(folder))
        also = {NOTE: self.note()}
        save(
            self.rotation,
            Path(folder),
            overwrite=False,
            also=also,
            empty=("time_off",),
            remarks=self._remarks(),
        )

    def _remarks(self) -> Mapping[tuple[str, int, str], str]:
        return {
            ("engineer", n, key): "guessed, see import.md"
            for n, person in enumerate(self.rotation.engineers)
            for key in ("joined", "leaves")
            if person.id in self.people
            and getattr(person, key) == getattr(self.people[person.id], key) is not None
        }

    def _hole(self, line: Entry) -> str:
        zone = ZoneInfo(self.rotation.timezone)
        start, end = (f"{wall(zone, t):%Y-%m-%d %H:%M}" for t in (line.start, line.end))
        return f"{line.track}, {start} to {end}: nobody."


def judge_folder(folder: Path) -> None:
    """Raise `BadInput` when there is something in a folder, or it cannot be read."""
    try:
        names = sorted(path.name for path in folder.iterdir())
    except FileNotFoundError:
        return
    except OSError as error:
        raise BadInput(Fault(str(folder), reason(error), "choose another folder")) from error
    if names:
        what = f"is not empty: there is {printable(names[0])}"
        raise BadInput(Fault(str(folder), what, "choose a new folder"))


def import_export(
    export: Export, today: date, name: str | None = None, listed: Sequence[ListedPerson] = ()
) -> Imported:
    """Return the rotation of an export.

    Parameters
    ----------
    export : Export
        Who was and will be on call.
    today : datetime.date
        What is over by its midnight becomes history.
    name : str, optional
        Of the rotation; by default that of the calendar.
    listed : sequence of ListedPerson
        A list of people, as `read_people` returns it.

    Raises
    ------
    BadInput
        When nobody is on call in it, and with every fault of the list.
    """
    zone = ZoneInfo(export.timezone)
    if not any(stint.person for stint in export.stints):
        raise BadInput(Fault("source", "nobody is on call in it", "export it again"))
    lanes = lanes_of(export.stints)
    patterns = {track: pattern_of(stints, zone) for track, stints in lanes.tracks.items()}
    tables = {
        "rotation": {
            "name": name or export.name or "On-call",
            "timezone": export.timezone,
            "on_rest_day": "keep",
        },
        "track": [_track(track, pattern) for track, pattern in patterns.items()],
    }
    seen = people_of(export.stints, zone, grace_days=_GRACE_DAYS, new_for_days=_NEW_FOR_DAYS)
    people = imported_people(seen, listed, tables)

    def holder(stint: Stint) -> str | None:
        return people.ids[(stint.person, stint.email)] if stint.person else None

    lines = lines_of_tracks(people.rotation, lanes.tracks, holder)
    begins = midnight(zone, today)
    shifts = by_shift(lines)
    over = {shift for shift, own in shifts.items() if all(line.end <= begins for line in own)}
    history = [line for line in lines if base_id(line.shift) in over]
    published = [line for line in lines if base_id(line.shift) not in over]
    rest = _rest_days(published, zone)
    rotation = people.rotation.replace(history=history, published=published, min_rest_days=rest)
    guesses = [*export.remarks, *lanes.remarks]
    broken = rotation.check(today=today) if published else ()
    settled = rotation.replace(new_for_days=0) if broken else rotation
    if broken and len(settled.check(today=today)) < len(broken):
        rotation = settled
        guesses.append(
            "Nobody counts as new (`new_for_days` is 0), because people who began lately are on "
            "call together in what is published."
        )
    for track, pattern in patterns.items():
        guesses += _about_track(track, pattern)
    guesses += people.remarks
    if rest < _REST_DAYS:
        days = counted(rest, "day")
        guesses.append(
            f"The rest between shifts is {days}, the shortest in what is published: raise "
            "`min_rest_days` when these shifts are over."
        )
    guesses.append("No holidays are set: add `[holidays] country` if they count as weekends.")
    holes = tuple(line for line in lines if line.engineer is None)
    return Imported(rotation, today, tuple(guesses), people.guessed, holes)


def _track(name: str, pattern: TurnPattern) -> dict[str, object]:
    table: dict[str, object] = {"name": name, "handover": list(pattern.handovers)}
    if pattern.weeks > 1:
        table |= {"weeks": pattern.weeks, "anchor": pattern.anchor}
    return table | ({"windows": list(pattern.windows)} if pattern.windows else {})


def _about_track(track: str, pattern: TurnPattern) -> list[str]:
    turns = "" if pattern.weeks == 1 else f" every {pattern.weeks} weeks"
    hours = f", on call {listed(pattern.windows)}" if pattern.windows else ""
    guess = f"{track}: handovers{turns} on {listed(pattern.handovers)}{hours}"
    if pattern.regular:
        return [f"{guess} ({pattern.fit:.0%} of the past)."]
    odd = listed(f"{start:%Y-%m-%d %H:%M}" for start in pattern.odd)
    return [
        f"{guess}, but only {pattern.fit:.0%} of the past is like that; not {odd}, for example. "
        "Set the handovers before you plan."
    ]


def _rest_days(published: Sequence[Entry], zone: ZoneInfo) -> int:
    """Return the most whole days of rest that everything published keeps, at most the default."""
    rest = _REST_DAYS
    held: dict[str, list[Entry]] = {}
    for line in published:
        if line.engineer is not None:
            held.setdefault(line.engineer, []).append(line)
    for own in held.values():
        for before, after in itertools.pairwise(own):
            if base_id(before.shift) != base_id(after.shift):
                gap = wall(zone, after.start) - wall(zone, before.end)
                rest = min(rest, max(gap // timedelta(days=1), 0))
    return rest


def _about_person(person: SeenPerson) -> str:
    return f"{person.name}: {'; '.join(person.guesses)}."
