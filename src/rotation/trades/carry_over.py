"""Sentences about published shifts that are carried over to other bounds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from rotation.export.when import moment_text
from rotation.horizon.ids import base_id
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry
from rotation.trades.sentences import names_of
from rotation.written.aligned import Alignment

__all__ = ["BECAUSE", "CarriedOver", "carried_over", "shortened"]

BECAUSE = "the tracks have changed"
"""Why shifts are carried over, as a clause."""


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """A whole shift that was published differently, is new, or is gone.

    Attributes
    ----------
    shift : str
        Its id.
    before, after : tuple of Entry
        Its lines by start; empty if it is new, or gone.
    """

    shift: str
    before: tuple[Entry, ...]
    after: tuple[Entry, ...]

    def text(self, rotation: RotationData) -> str:
        """Return one sentence, with times in the rotation's zone and people's names."""
        zone, names = ZoneInfo(rotation.timezone), names_of(rotation)
        lines = self.after or self.before
        span = _span(lines, zone)
        if self.before and self.after:
            was = _was(self.before, self.after, zone)
            text = f"{span}, was {was}" if was else span
            same = [e.engineer for e in self.before] == [e.engineer for e in self.after]
            return f"{self.shift}: {text}" + ("" if same else f": {_people(lines, zone, names)}")
        word = "new" if self.after else "gone"
        return f"{self.shift}: {word}, {span}: {_people(lines, zone, names)}"

    def as_dict(self, rotation: RotationData) -> dict[str, object]:
        """Return it as plain values for JSON, with instants in the rotation's zone."""
        zone = ZoneInfo(rotation.timezone)
        return {
            "shift": self.shift,
            "before": _records(self.before, zone),
            "after": _records(self.after, zone),
        }


def carried_over(alignment: Alignment[RotationData]) -> tuple[CarriedOver, ...]:
    """Return every shift that carrying over changes, by start."""
    old, new = (_by_base(r.published) for r in (alignment.before, alignment.after))
    changed = [
        CarriedOver(base, before, after)
        for base in {**old, **new}
        for before, after in ((old.get(base, ()), new.get(base, ())),)
        if before != after
    ]
    return tuple(sorted(changed, key=lambda c: ((c.after or c.before)[0].start, c.shift)))


def shortened(alignment: Alignment[RotationData]) -> Iterator[str]:
    """Yield tracks with a shorter published plan: the last stretch is not a full shift."""
    rotation = alignment.after
    zone = ZoneInfo(rotation.timezone)
    for track in rotation.tracks:
        ends = [
            max((e.end for e in r.published if e.track == track.name), default=None)
            for r in (alignment.before, alignment.after)
        ]
        was, now = ends
        if was is not None and now is not None and now < was:
            yield (
                f"track {track.name}: published until {moment_text(now, zone)}, was until "
                f"{moment_text(was, zone)}"
            )


def _by_base(entries: Sequence[Entry]) -> dict[str, tuple[Entry, ...]]:
    lines_of: dict[str, tuple[Entry, ...]] = {}
    for entry in entries:
        base = base_id(entry.shift)
        lines_of[base] = (*lines_of.get(base, ()), entry)
    return lines_of


def _span(lines: Sequence[Entry], zone: ZoneInfo) -> str:
    return f"{moment_text(lines[0].start, zone)} to {moment_text(lines[-1].end, zone)}"


def _was(before: Sequence[Entry], after: Sequence[Entry], zone: ZoneInfo) -> str:
    """Return the former bounds of a shift; only times if the days are the same."""
    bounds = [(b[0].start, b[-1].end) for b in (before, after)]
    if bounds[0] == bounds[1]:
        return ""
    texts = [
        f"{was.astimezone(zone):%H:%M}"
        if was.astimezone(zone).date() == now.astimezone(zone).date()
        else moment_text(was, zone)
        for was, now in zip(*bounds, strict=True)
    ]
    return " to ".join(texts)


def _people(lines: Sequence[Entry], zone: ZoneInfo, names: dict[str | None, str]) -> str:
    first, *others = lines
    parts = [names.get(first.engineer, str(first.engineer))]
    parts += [
        f"from {moment_text(e.start, zone)} {names.get(e.engineer, str(e.engineer))}"
        for e in others
    ]
    return ", ".join(parts)


def _records(lines: Sequence[Entry], zone: ZoneInfo) -> list[dict[str, object]]:
    return [
        {
            "shift": e.shift,
            "start": e.start.astimezone(zone).isoformat(timespec="seconds"),
            "end": e.end.astimezone(zone).isoformat(timespec="seconds"),
            "engineer": e.engineer,
        }
        for e in lines
    ]
