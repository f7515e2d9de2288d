"""Who could take a shift, and the exchanges that would free its holder, ranked."""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rotation.arguments import checked, optional
from rotation.display.answers import Answers
from rotation.errors import BadInput, Fault
from rotation.horizon.clock import midnight
from rotation.horizon.ids import base_id
from rotation.kinds import DAY, PART, ROTATION, RULES, SWITCH, TEXT
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry
from rotation.model.trades import Trade
from rotation.rules import Rule, Violation
from rotation.trades.eligibility import Eligibility
from rotation.trades.options import SOON_DAYS, Option, Refusal, Suggestion
from rotation.trades.ranking import LineTransfer, Ranking
from rotation.trades.stretches import Stretch, line_named, stretch_of
from rotation.trades.transfers import parts_of
from rotation.written.traded import handed, next_revision, stamp

__all__ = ["suggest"]

_LINES = 2_000
"""The number of published lines that are examined, nearest in time to the requested one."""

_PARTNERS = 300
"""How many of them may be exchanged for it: rings are tried pair by pair."""


@checked(**PART, rotation=ROTATION, shift=TEXT, today=DAY, exchanges=SWITCH, rules=optional(RULES))
def suggest(
    rotation: RotationData,
    shift: str,
    today: date,
    *,
    start: datetime | None = None,
    end: datetime | None = None,
    exchanges: bool = True,
    rules: Sequence[Rule] | None = None,
) -> Suggestion:
    """Rank everybody who could take a shift, and every possible exchange of two or three shifts.

    Options are ranked by the longest rest next to the transferred shifts, counted up to twice
    `min_rest_days`; then by fairness, ledger by ledger in the order of the rotation's goals; then
    by the number of people, fewest first. Of a shift that begins within 7 days of today, the number
    of people who take something, and have to agree, comes first.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    shift : str
        Id of a published shift, or of a part of one. Others are exchanged whole, if they begin on
        or after today.
    today : datetime.date
        In the rotation's zone.
    start, end : datetime.datetime, optional
        Aware: a part of the shift; by default all that is left of it.
    exchanges : bool
        Whether to search exchanges; otherwise only covers.
    rules : sequence of Rule, optional
        All registered ones by default.

    Returns
    -------
    Suggestion
        Ranked options, and the reasons of people who cannot take the shift.

    Raises
    ------
    BadInput
        For a shift that is over or not published, and times outside it.

    Notes
    -----
    A plan may be published for decades: of its lines the 2,000 nearest in time are looked at, and
    the 300 nearest may be exchanged. Whoever makes the trade checks it against all of them.

    Examples
    --------
    >>> from rotation import trades
    >>> suggestion = trades.suggest(published, "A-2026-12-07", today)
    >>> best, *others = suggestion.options
    >>> best.text, best.gap
    ('Cleo; Ben takes A-2026-12-14', None)
    >>> suggestion.command(best)
    'rotation trade swap A-2026-12-07 A-2026-12-14'
    """
    line = line_named(rotation, shift, today, at=start)
    asked = stretch_of(rotation, line, today, start, end)
    lines, piece = _split(rotation, asked, today)
    lines = lines.amended(published=_nearest(lines.published, asked.start))
    eligibility = Eligibility(rotation, lines, today, rules)
    zone = ZoneInfo(rotation.timezone)
    begins = midnight(zone, today)
    urgent = asked.start < midnight(zone, today + timedelta(days=SOON_DAYS))
    ranking = Ranking(lines, eligibility, urgent=urgent)
    later = [s for s in eligibility.problem.shifts if s.start >= begins and s.id != piece]
    near = heapq.nsmallest(_PARTNERS, later, key=lambda s: (abs(s.start - asked.start), s.id))
    partners = [s.id for s in sorted(near, key=lambda s: (s.start, s.id))]
    names = rotation.labels
    giver = line.engineer
    refused = {}
    candidates: list[tuple[LineTransfer, ...]] = []
    for person in eligibility.problem.people:
        if person.id != giver:
            broken = _cover_breaks(eligibility, piece, giver, person.id)
            if broken:
                refused[person.id] = broken
            else:
                candidates.append((LineTransfer(piece, giver, person.id),))
    if giver is not None and exchanges:
        candidates += _exchanges(eligibility, piece, giver, partners)
    ranked = sorted((ranking.key(moves), moves) for moves in candidates)
    options = (
        Option(n, moves, ranking.gap(moves), ranking.unfairness(moves), names)
        for n, (_, moves) in enumerate(ranked, start=1)
    )
    takers = {moves[0].taker for moves in candidates if len(moves) > 1}
    refusals = (
        Refusal(p, names[p], tuple(v.supposed for v in broken), p in takers)
        for p, broken in refused.items()
    )
    return Suggestion(
        asked,
        Answers(options, Option),
        Answers(refusals, Refusal),
        names,
        rotation.timezone,
        urgent,
    )


def _split(rotation: RotationData, asked: Stretch, today: date) -> tuple[RotationData, str]:
    """Return the rotation with the requested stretch as a separate line, and the line's id."""
    line, giver = asked.line, asked.line.engineer
    if (asked.start, asked.end) == (line.start, line.end):
        return rotation, line.shift
    parts = parts_of(rotation, line.shift)
    over = {e.engineer for e in parts if e.start < asked.end and asked.start < e.end}
    if over != {giver}:
        hint = "ask about one part at a time"
        raise BadInput(Fault("--from", f"several people share {line.shift} then", hint))
    when = stamp(rotation, today)
    nobody = ""  # not a real id: it marks the line
    facts = (line.shift, asked.start, asked.end, giver, nobody)
    made = handed(
        parts, asked.start, asked.end, nobody, Trade(0, when, *facts, next_revision(parts))
    )
    piece = next(entry for entry in made if entry.engineer == nobody)
    made = tuple(replace(e, engineer=giver) if e is piece else e for e in made)
    others = (entry for entry in rotation.published if entry not in parts)
    return rotation.amended(published=(*others, *made)), piece.shift


def _nearest(entries: Sequence[Entry], to: datetime) -> tuple[Entry, ...]:
    """Return the lines that are nearest in time, shifts with all of their parts, in their order."""
    near = heapq.nsmallest(_LINES, entries, key=lambda e: (abs(e.start - to), e.shift))
    shifts = {base_id(entry.shift) for entry in near}
    return tuple(entry for entry in entries if base_id(entry.shift) in shifts)


def _cover_breaks(
    eligibility: Eligibility, shift: str, giver: str | None, taker: str
) -> tuple[Violation, ...]:
    """Return the rules that are broken if a person takes a line and gives nothing."""
    broken = eligibility.taking(taker, shift)
    broken += () if giver is None else eligibility.giving(giver, shift)
    return broken + eligibility.together({shift: taker})


def _exchanges(
    eligibility: Eligibility, shift: str, giver: str, partners: Sequence[str]
) -> Iterator[tuple[LineTransfer, ...]]:
    """Yield every swap and every ring of three that breaks no rule."""
    holders = {p: h for p in partners if (h := eligibility.roster[p]) not in (None, giver)}
    lasts = {p: h for p, h in holders.items() if eligibility.fits(giver, p, shift)}
    for second, taker in holders.items():
        if not eligibility.fits(taker, shift, second):
            continue
        if second in lasts and not eligibility.together({shift: taker, second: giver}):
            yield LineTransfer(shift, giver, taker), LineTransfer(second, taker, giver)
        for third, other in lasts.items():
            if other == taker or not eligibility.fits(other, second, third):
                continue
            if not eligibility.together({shift: taker, second: other, third: giver}):
                ring = (LineTransfer(shift, giver, taker), LineTransfer(second, taker, other))
                yield (*ring, LineTransfer(third, other, giver))
