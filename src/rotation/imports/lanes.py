"""The schedules of an export as tracks, each with one person at a time."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from rotation.config.exported.stints import Stint
from rotation.letters import ascii_letters

__all__ = ["Lanes", "lanes_of"]

_APART = 0.1
"""Above this part of the time two people at once are two tracks, below it the later one counts."""

_WORDS = re.compile(r"\b(?:schedule|rotation|rota|on[ -]?call)\b", re.IGNORECASE)


class Lanes(NamedTuple):
    """The tracks of an export.

    Attributes
    ----------
    tracks : mapping of str to sequence of Stint
        By the name of the track; by start, without overlaps.
    remarks : tuple of str
        What was decided, as sentences.
    """

    tracks: Mapping[str, Sequence[Stint]]
    remarks: tuple[str, ...]


def lanes_of(stints: Iterable[Stint]) -> Lanes:
    """Return the tracks of an export, and what was decided about people on call at once."""
    schedules: dict[str, list[Stint]] = defaultdict(list)
    for stint in sorted(stints):
        schedules[stint.schedule].append(stint)
    tracks: dict[str, Sequence[Stint]] = {}
    remarks: list[str] = []
    for schedule in sorted(schedules):
        own = schedules[schedule]
        if _twice(own) <= _APART * _length(own):
            single, cut = _one_at_a_time(own)
            lanes: list[Sequence[Stint]] = [single]
            if cut:
                times = "once" if cut == 1 else f"{cut} times"
                remarks.append(
                    f"{schedule or 'The schedule'}: two people were on call at once {times}, for a "
                    "small part of the time; the one whose time began later, or who had a part of "
                    "the other's, counts."
                )
        else:
            lanes = [*_apart(own)]
            remarks.append(
                f"{schedule or 'The schedule'}: {len(lanes)} people were on call at once, so it "
                f"became {len(lanes)} tracks."
            )
        for number, lane in enumerate(lanes, 1):
            name = _free(_track_name(schedule, number if len(lanes) > 1 else 0), tracks)
            tracks[name] = lane
            if schedule and name != schedule:
                remarks.append(f"{schedule} is the track {name}.")
    return Lanes(tracks, tuple(remarks))


def _length(stints: Sequence[Stint]) -> float:
    return sum((stint.end - stint.start).total_seconds() for stint in stints)


def _twice(stints: Sequence[Stint]) -> float:
    """Return how long two people were on call at once, in seconds."""
    seconds, reach = 0.0, None
    for stint in stints:
        if reach is not None and stint.start < reach:
            seconds += (min(reach, stint.end) - stint.start).total_seconds()
        reach = stint.end if reach is None else max(reach, stint.end)
    return seconds


def _one_at_a_time(stints: Sequence[Stint]) -> tuple[Sequence[Stint], int]:
    """Return stints without overlaps, and how many were cut; the one that begins later counts."""
    lane: list[Stint] = []
    cut = 0
    for stint in stints:
        tail = None
        while lane and lane[-1].end > stint.start:
            before = lane.pop()
            if before.person != stint.person:
                cut += 1
            if before.end > stint.end:
                tail = replace(before, start=stint.end)
            if before.start < stint.start:
                lane.append(replace(before, end=stint.start))
                break
        lane.append(stint)
        if tail is not None:
            lane.append(tail)
    return [stint for stint in lane if stint.end - stint.start > timedelta()], cut


def _apart(stints: Sequence[Stint]) -> list[list[Stint]]:
    """Return lanes without overlaps; who follows somebody without a gap stays in that lane."""
    lanes: list[list[Stint]] = []
    for stint in stints:
        free = [lane for lane in lanes if lane[-1].end <= stint.start]
        if free:
            max(free, key=lambda lane: (lane[-1].end, -lanes.index(lane))).append(stint)
        else:
            lanes.append([stint])
    return lanes


def _track_name(schedule: str, number: int) -> str:
    plain = _WORDS.sub(" ", ascii_letters(schedule))
    words = re.findall(r"[A-Za-z0-9_.]+", plain) or re.findall(r"[A-Za-z0-9_.]+", schedule)
    name = "-".join(words).strip(".-") or "A"
    return f"{name}-{number}" if number else name


def _free(name: str, taken: Mapping[str, object]) -> str:
    folded = {track.casefold() for track in taken}
    number, free = 1, name
    while free.casefold() in folded:
        number += 1
        free = f"{name}-{number}"
    return free
