"""What a new plan changes as files: CSV and Markdown."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rotation.export.csv_text import csv_text
from rotation.export.text import plain_markdown
from rotation.model.settings import RotationData
from rotation.plans.difference import Moved, days_of, people
from rotation.trades.carry_over import BECAUSE, CarriedOver
from rotation.trades.sentences import names_of

__all__ = ["CHANGED", "difference_csv", "difference_md", "difference_records"]

CHANGED = ("track", "start", "end", "before", "after", "shift", "because")
"""The columns of a frame of what changes."""


def difference_csv(
    rotation: RotationData, moves: Sequence[Moved], carried: Sequence[CarriedOver] = ()
) -> str:
    r"""Return one line per moved shift: `shift,start,end,from,to,because`; lines end in `\n`.

    Parameters
    ----------
    rotation : RotationData
        For the zone.
    moves : sequence of Moved
        What changes hands.
    carried : sequence of CarriedOver
        Shifts with other bounds. Those that keep their holder have a line with their new bounds, or
        their old ones if they are gone.
    """
    zone = ZoneInfo(rotation.timezone)
    rows: list[tuple[str, ...]] = [("shift", "start", "end", "from", "to", "because")]
    for line in _lines(moves, carried):
        times = (m.astimezone(zone).isoformat(timespec="seconds") for m in (line.start, line.end))
        rows.append((line.shift, *times, line.before or "", line.after or "", line.because))
    return csv_text(rows)


def difference_records(
    moves: Sequence[Moved], carried: Sequence[CarriedOver] = ()
) -> tuple[Mapping[str, object], ...]:
    """Return the lines of `difference_csv` as rows of a frame; parameters are the same."""
    return tuple(line._asdict() for line in _lines(moves, carried))


class _ChangedLine(NamedTuple):
    """A shift with another holder or other bounds, in the order of the columns of a frame."""

    track: str
    start: datetime
    end: datetime
    before: str | None
    after: str | None
    shift: str
    because: str


def _lines(moves: Sequence[Moved], carried: Sequence[CarriedOver]) -> list[_ChangedLine]:
    lines = [
        _ChangedLine(s.track, s.start, s.end, move.before, move.after, s.id, move.because)
        for move in moves
        for s in (move.shift,)
    ]
    changed = {line.shift for line in lines}
    lines += [line for line in _carried_lines(carried) if line.shift not in changed]
    return sorted(lines, key=lambda line: (line.start, line.shift))


def _carried_lines(carried: Sequence[CarriedOver]) -> Iterator[_ChangedLine]:
    for whole in carried:
        old, new = ({e.shift: e for e in lines} for lines in (whole.before, whole.after))
        for shift in {**old, **new}:
            was, now = old.get(shift), new.get(shift)
            line = now or was
            if line is not None and was != now:
                before, after = (e.engineer if e else None for e in (was, now))
                yield _ChangedLine(line.track, line.start, line.end, before, after, shift, BECAUSE)


def difference_md(
    rotation: RotationData, moves: Sequence[Moved], carried: Sequence[CarriedOver] = ()
) -> str:
    """Return the difference in Markdown: shifts carried over, a sentence per person, moved shifts.

    Parameters are those of `difference_csv`.
    """
    return "\n".join(_markdown(rotation, moves, carried)) + "\n"


def _markdown(
    rotation: RotationData, moves: Sequence[Moved], carried: Sequence[CarriedOver]
) -> Iterator[str]:
    zone = ZoneInfo(rotation.timezone)
    names = names_of(rotation)
    yield f"## {plain_markdown(rotation.name)}: what changes"
    yield ""
    for shift in carried:
        yield f"- {plain_markdown(shift.text(rotation))}"
    if carried:
        yield ""
    if not moves:
        return
    for change in people(rotation, moves):
        yield f"- {plain_markdown(change.text)}"
    yield ""
    yield "| shift | days | was | now |"
    yield "|---|---|---|---|"
    for move in moves:
        who = (plain_markdown(names.get(p, str(p))) for p in (move.before, move.after))
        yield f"| {move.shift.id} | {days_of(move.shift, zone)} | {' | '.join(who)} |"
