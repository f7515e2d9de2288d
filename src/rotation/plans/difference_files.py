"""What a new plan changes as files: CSV and Markdown."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from rotation.export.csv_text import csv_text
from rotation.export.text import plain_markdown
from rotation.model.settings import RotationData
from rotation.plans.difference import Moved, days_of, people
from rotation.trades.carry_over import BECAUSE, CarriedOver
from rotation.trades.publications import names_of

__all__ = ["difference_csv", "difference_md"]


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
    lines = [
        (move.shift.start, move.shift.id, move.shift.end, move.before, move.after, move.because)
        for move in moves
    ]
    changed = {move.shift.id for move in moves}
    lines += [row for row in _carried_rows(carried) if row[1] not in changed]
    rows: list[tuple[str, ...]] = [("shift", "start", "end", "from", "to", "because")]
    for start, shift, end, before, after, because in sorted(lines, key=lambda row: row[:2]):
        times = (m.astimezone(zone).isoformat(timespec="seconds") for m in (start, end))
        rows.append((shift, *times, before or "", after or "", because))
    return csv_text(rows)


def _carried_rows(
    carried: Sequence[CarriedOver],
) -> Iterator[tuple[datetime, str, datetime, str | None, str | None, str]]:
    for whole in carried:
        old, new = ({e.shift: e for e in lines} for lines in (whole.before, whole.after))
        for shift in {**old, **new}:
            was, now = old.get(shift), new.get(shift)
            line = now or was
            if line is not None and was != now:
                before, after = (e.engineer if e else None for e in (was, now))
                yield line.start, shift, line.end, before, after, BECAUSE


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
