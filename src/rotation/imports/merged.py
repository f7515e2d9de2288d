"""What an export adds to the history of a rotation that exists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Generic
from zoneinfo import ZoneInfo

from rotation.config.exported.stints import Export, Stint
from rotation.config.person_names import PersonNames, plain
from rotation.display.results import Result
from rotation.errors import BadInput, Fault
from rotation.horizon.clock import midnight
from rotation.horizon.ids import base_id
from rotation.imports.lanes import Lanes, lanes_of
from rotation.imports.lines import by_shift, lines_of_tracks
from rotation.model.settings import RotationData, RotationT, RotationT_co
from rotation.model.shifts import Entry
from rotation.model.spelling import listed, nearest
from rotation.model.tracks import track_names
from rotation.trades.edition import Edition

__all__ = ["MergedHistory", "merge_export"]


@dataclass(frozen=True, slots=True, repr=False)
class MergedHistory(Result, Generic[RotationT_co]):
    """What an export adds to history; `edition.write()` writes it.

    Attributes
    ----------
    edition : Edition
        The rotation before and after; the published plan stays.
    added : tuple of Entry
        Lines of shifts that are over, of which the rotation knew nothing, by start.
    known : int
        How many shifts that are over were left out, because history or the published plan has
        something at that time.
    later : int
        How many shifts that are not over were left out.
    remarks : tuple of str
        What was concluded, as sentences.
    """

    columns: ClassVar[tuple[str, ...]] = ("track", "start", "end", "engineer", "shift")

    edition: Edition[RotationT_co]
    added: tuple[Entry, ...]
    known: int
    later: int
    remarks: tuple[str, ...]

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return one row per line that history gets, by start."""
        return [{key: getattr(line, key) for key in self.columns} for line in self.added]

    def lines(self) -> tuple[str, ...]:
        """Return how many shifts are added, and how many were left out and why."""
        name = self.edition.before.name
        added = len({base_id(line.shift) for line in self.added})
        lines = [f"{name}: history gets {_shifts(added)}", *self.remarks]
        if self.known:
            lines.append(f"Left out, because something is recorded then: {_shifts(self.known)}")
        if self.later:
            lines.append(
                f"Left out, because they are not over: {_shifts(self.later)}; plan them, or give "
                "the file to `rotation publish --schedule`"
            )
        return tuple(lines)

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.edition.before.timezone)


def merge_export(rotation: RotationT, export: Export, today: date) -> MergedHistory[RotationT]:
    """Return the shifts of an export that the history of a rotation lacks.

    Nothing is guessed: every person and every track of the export is one of the rotation's.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    export : Export
        Who was on call.
    today : datetime.date
        In the rotation's zone; shifts that are over at its midnight count.

    Raises
    ------
    BadInput
        With every person and track that the rotation does not know.
    """
    lanes = lanes_of(export.stints)
    tracks = _tracks(rotation, lanes)
    holders = _holders(rotation, export.stints)
    lines = lines_of_tracks(rotation, tracks, lambda stint: holders[(stint.person, stint.email)])
    begins = midnight(ZoneInfo(rotation.timezone), today)
    shifts = by_shift(lines)
    over = {key: own for key, own in shifts.items() if max(e.end for e in own) <= begins}
    recorded: dict[str, list[Entry]] = {}
    for line in (*rotation.history, *rotation.published):
        recorded.setdefault(line.track, []).append(line)
    new = {
        key: own
        for key, own in over.items()
        if not any(
            old.start < line.end and line.start < old.end
            for line in own
            for old in recorded.get(line.track, ())
        )
    }
    added = tuple(
        sorted((line for own in new.values() for line in own), key=lambda e: (e.start, e.track))
    )
    edition = _edition(rotation, today, added)
    counts = (len(over) - len(new), len(shifts) - len(over))
    return MergedHistory(edition, added, *counts, (*export.remarks, *lanes.remarks))


def _edition(rotation: RotationT, today: date, lines: tuple[Entry, ...]) -> Edition[RotationT]:
    if not lines:
        return Edition(rotation, rotation, today)
    places = rotation.places
    stamped = tuple(replace(line, revised=line.revised or line.start) for line in lines)
    order = sorted((*rotation.history, *stamped), key=lambda e: (e.start, e.track, e.shift))
    after = rotation.amended(
        history=tuple(order),
        places=replace(places, history=places.history or (places.archive,)),
    )
    return Edition(rotation, after, today, published=True, archived=stamped)


def _tracks(rotation: RotationData, lanes: Lanes) -> Mapping[str, Sequence[Stint]]:
    """Return the lanes by the present names of tracks."""
    names = {plain(name): track for name, track in track_names(rotation.tracks).items()}
    if len(lanes.tracks) == 1 and len(rotation.tracks) == 1:
        return {rotation.tracks[0].name: next(iter(lanes.tracks.values()))}
    unknown = [name for name in lanes.tracks if plain(name) not in names]
    if unknown:
        known = listed(track.name for track in rotation.tracks)
        fix = f"call the schedules of the file like the tracks: {known}"
        raise BadInput([Fault("source", f"there is no track {name!r}", fix) for name in unknown])
    return {names[plain(name)]: stints for name, stints in lanes.tracks.items()}


def _holders(
    rotation: RotationData, stints: Sequence[Stint]
) -> Mapping[tuple[str, str], str | None]:
    """Return the id of each person of an export; raise `BadInput` for all that are unknown."""
    names = PersonNames(rotation.engineers)
    labels = {engineer.id: engineer.name for engineer in rotation.engineers}
    holders: dict[tuple[str, str], str | None] = {("", ""): None}
    faults = []
    for person, email in sorted({(stint.person, stint.email) for stint in stints}):
        if not person:
            holders[(person, email)] = None
            continue
        at = names.at(email) if email else None
        meant = (at,) if at is not None else names.meant(person)
        if len(meant) == 1:
            holders[(person, email)] = meant[0]
            continue
        if meant:
            several = listed(labels[who] for who in meant)
            faults.append(Fault("source", f"{person!r} may be {several}", "give an address"))
            continue
        near = nearest(person, labels.values())
        hint = f"did you mean {near!r}? add the name to `aliases`" if near else ""
        fix = hint or "add the person, with `leaves` if they left"
        faults.append(Fault("source", f"{person!r} is not in the rotation", fix))
    if faults:
        raise BadInput(faults)
    return holders


def _shifts(number: int) -> str:
    return f"{number} shift" if number == 1 else f"{number} shifts"
