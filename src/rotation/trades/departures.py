"""Somebody leaves: the later shifts go to the manager, or to replacements."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Generic
from zoneinfo import ZoneInfo

from rotation.arguments import checked
from rotation.config.person_argument import person_among
from rotation.display.results import Result
from rotation.errors import BadInput, Fault
from rotation.export.when import moment_text
from rotation.horizon.clock import midnight
from rotation.horizon.ids import base_id
from rotation.kinds import DAY, SWITCH, TEXT, TRADE
from rotation.model.people import Engineer
from rotation.model.settings import RotationData, RotationT, RotationT_co
from rotation.model.shifts import Entry
from rotation.rules import Rule, Violation
from rotation.trades.edition import Edition, forced, living_entries
from rotation.trades.options import Option
from rotation.trades.sentences import names_of
from rotation.trades.suggestions import suggest
from rotation.trades.transfers import Transfer, hand_over
from rotation.written.line_windows import LineWindows

__all__ = ["Departure", "Inherited", "leave", "leaver_named", "with_leaver"]

_NAMED = 3
"""The largest number of alternatives listed for a shift."""


@dataclass(frozen=True, slots=True)
class Inherited:
    """A stretch that the leaver holds after leaving, and its new holder.

    Attributes
    ----------
    shift : str
        Id of the line as it was published.
    start, end : datetime.datetime
        UTC: from the leaving on.
    manager : bool
        Whether the manager takes it.
    proposed : str or None
        The new holder: the manager or the best replacement; None if nobody can take it.
    options : tuple of Option
        Everybody who can take it, best first, after the stretches before it.
    refused : tuple of Violation
        The rules that the manager would break; empty without a manager, or if the manager takes it.

    Examples
    --------
    >>> departure = published.leave("Cleo", date(2026, 12, 10), today)
    >>> [(inherited.shift, inherited.proposed) for inherited in departure.inherited]
    [('A-2026-12-14', None)]
    """

    shift: str
    start: datetime
    end: datetime
    manager: bool
    proposed: str | None
    options: tuple[Option, ...]
    refused: tuple[Violation, ...] = ()

    @property
    def by(self) -> str | None:
        """`manager`, `replacement`, or None if nobody can take it."""
        return "manager" if self.manager else "replacement" if self.proposed else None


@dataclass(frozen=True, slots=True, repr=False)
class Departure(Result, Generic[RotationT_co]):
    """The handing over of a leaver's shifts; nothing is written yet.

    Attributes
    ----------
    leaver : Engineer
        As configured.
    day : datetime.date
        The first day without the person.
    inherited : tuple of Inherited
        By start.
    accepted : bool
        Whether replacements take what the manager cannot, and the rest is left open.
    edition : Edition
        All transfers as one exchange.

    Examples
    --------
    >>> from rotation import trades
    >>> departure = trades.leave(published, "Cleo", date(2026, 12, 10), today, accept=True)
    >>> departure.leaver.name, departure.day
    ('Cleo', datetime.date(2026, 12, 10))
    >>> [stretch.shift for stretch in departure.left]
    ['A-2026-12-14']
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("track", "start", "end", "engineer", "shift", "by", "done", "options", "refused"),
    )

    leaver: Engineer
    day: date
    inherited: tuple[Inherited, ...]
    accepted: bool
    edition: Edition[RotationT_co]

    @property
    def left(self) -> tuple[Inherited, ...]:
        """The stretches that someone must still act on: not accepted, or without a taker."""
        return tuple(
            inherited
            for inherited in self.inherited
            if not inherited.manager and not (self.accepted and inherited.proposed is not None)
        )

    def __repr__(self) -> str:
        return f"<Departure: {self.lines()[0]}>"

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return one row per shift, or rest of one, that the person would hold after leaving."""
        tracks = {entry.shift: entry.track for entry in self.edition.before.published}
        return [
            {
                "track": tracks[part.shift],
                "start": part.start,
                "end": part.end,
                "engineer": part.proposed,
                "shift": part.shift,
                "by": part.by,
                "done": part not in self.left,
                "options": len(part.options),
                "refused": "; ".join(violation.text for violation in part.refused),
            }
            for part in self.inherited
        ]

    def lines(self) -> tuple[str, ...]:
        """Return who can take each shift, best first, and the rules that this breaks."""
        broken = (f"breaks a rule: {violation.supposed}" for violation in self.edition.broken)
        return (*self.parts(), *broken)

    def parts(self) -> Iterator[str]:
        """Yield a heading, then for each shift who can take it, best first."""
        names, zone = names_of(self.edition.after), self._zone()
        count = len(self.inherited)
        shifts = {0: "no shift", 1: "1 shift"}.get(count, f"{count} shifts")
        yield f"{self.leaver.name} leaves on {self.day}: {shifts} from then on"
        for part in self.inherited:
            span = f"{moment_text(part.start, zone)} to {moment_text(part.end, zone)}"
            yield ""
            yield f"{part.shift} ({span})"
            yield from (f"  {line}" for line in self._about(part, names))

    def _about(self, part: Inherited, names: Mapping[str | None, str]) -> Iterator[str]:
        boss = names.get(self.leaver.manager) if self.leaver.manager else None
        for violation in part.refused:
            yield f"{boss}, the manager, cannot: {violation}"
        options = [option for option in part.options if option.moves[0].taker != part.proposed]
        if part.manager:
            mine = next(o for o in part.options if o.moves[0].taker == part.proposed)
            yield f"the manager takes it: {mine.lines()[0]}"
        elif part.proposed is not None:
            best = part.options[0].lines()[0]
            yield f"taken by {best}" if self.accepted else f"best replacement: {best}"
        elif self.accepted:
            yield "nobody can take it: it is open now"
        else:
            yield "nobody can take it"
        for option in options[:_NAMED]:
            yield f"or {option.lines()[0]}"
        if len(options) > _NAMED:
            yield f"or {len(options) - _NAMED} more"

    def facts(self) -> Mapping[str, object]:
        """Return what becomes of each shift; `to_dict` has trades and broken rules, too."""
        left = {part.shift for part in self.left}
        return {
            "person": self.leaver.id,
            "leaves": self.day,
            "manager": self.leaver.manager,
            "shifts": [
                {
                    "shift": part.shift,
                    "start": part.start,
                    "end": part.end,
                    "proposed": part.proposed,
                    "by": part.by,
                    "done": part.shift not in left,
                    "refused": [{"rule": v.rule, "text": v.text} for v in part.refused],
                    "options": [option.as_dict() for option in part.options],
                }
                for part in self.inherited
            ],
        }

    def _document(self) -> Mapping[str, object]:
        return {**self.edition.to_dict(), **self.facts()}

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.edition.after.timezone)


def leaver_named(rotation: RotationData, words: str, day: date) -> Engineer:
    """Return the engineer with an id, address, name or alias (I26).

    Raises
    ------
    BadInput
        For an unknown person, and for a day before the person joined.
    """
    leaver = person_among(rotation.engineers, words)
    if day <= leaver.joined:
        what = f"{leaver.name} joins on {leaver.joined}"
        raise BadInput(Fault("DATE", what, "give a later day: the first day without the person"))
    return leaver


def with_leaver(rotation: RotationT, leaver: Engineer, day: date) -> RotationT:
    """Return the rotation as if the configuration had the leaving."""
    gone = replace(leaver, leaves=day)
    everybody = (gone if e.id == leaver.id else e for e in rotation.engineers)
    return rotation.amended(engineers=tuple(everybody))


@checked(**TRADE, person=TEXT, day=DAY, accept=SWITCH, force=SWITCH)
def leave(
    rotation: RotationT,
    person: str,
    day: date,
    today: date,
    *,
    accept: bool = False,
    why: str = "",
    force: bool = False,
    rules: Sequence[Rule] | None = None,
) -> Departure[RotationT]:
    """Give the later shifts of a leaver to the manager, as far as the rules allow.

    First the manager takes over what the rules allow, by start. Then the best replacement is found
    for each of the others, by start, each after the ones before it. A shift in progress at the
    day's midnight is split there.

    Parameters
    ----------
    rotation : RotationData
        As loaded; `leaves` may be configured already or not.
    person : str
        Id, address, name or alias (I26).
    day : datetime.date
        The first day without the person, in the rotation's zone; shifts before today stay.
    today : datetime.date
        In the rotation's zone.
    accept : bool
        Lets replacements take what the manager cannot, and leaves the rest open.
    why : str
        For the records; by default, that the person leaves.
    force : bool
        Whether to record broken rules as broken on purpose.
    rules : sequence of Rule, optional
        All registered ones by default.

    Returns
    -------
    Departure
        What becomes of each stretch, and the edition; nothing is written.

    Raises
    ------
    BadInput
        As `leaver_named`.

    Examples
    --------
    >>> from rotation import trades
    >>> departure = trades.leave(published, "Cleo", date(2026, 12, 10), today)
    >>> for stretch in departure.inherited:
    ...     print(stretch.shift, stretch.proposed, stretch.manager)
    A-2026-12-14 None False
    """
    leaver = leaver_named(rotation, person, day)
    known = with_leaver(rotation, leaver, day)
    manager = leaver.manager if leaver.manager != leaver.id else None
    begins = midnight(ZoneInfo(rotation.timezone), max(day, today))
    windows = LineWindows(known)
    # A line whose last hours are over has nothing left to hand over.
    lines = [
        entry
        for entry in living_entries(known, today)
        if entry.engineer == leaver.id and windows.of(entry)[-1].end > begins
    ]
    lines.sort(key=lambda e: (e.start, e.track))
    inherited: dict[str, Inherited] = {}
    now = known
    transfers: list[Transfer] = []
    for of_manager in (True, False):
        for line in lines:
            if line.shift in inherited and inherited[line.shift].manager:
                continue
            stretch = _inherited(
                now, line, max(line.start, begins), today, manager=manager, rules=rules
            )
            if of_manager and not stretch.manager:
                inherited[line.shift] = stretch
                continue
            if not of_manager:
                # The manager's reasons are kept; the other candidates are determined again.
                refused = inherited[line.shift].refused
                stretch = replace(stretch, manager=False, refused=refused)
            inherited[line.shift] = stretch
            transfer = Transfer(
                base_id(stretch.shift), stretch.proposed, stretch.start, stretch.end
            )
            now = _after(now, transfer, today, rules)
            if of_manager or accept:
                transfers.append(transfer)
    reason = why or f"{leaver.name} leaves on {day}"
    edition = hand_over(known, transfers, today, why=reason, rules=rules)
    if force:
        edition = forced(edition, reason)
    return Departure(leaver, day, tuple(inherited[e.shift] for e in lines), accept, edition)


def _inherited(
    now: RotationData,
    line: Entry,
    start: datetime,
    today: date,
    *,
    manager: str | None,
    rules: Sequence[Rule] | None,
) -> Inherited:
    """Return who can take a stretch now, the manager first."""
    # Handing over another part of the same shift may have changed this part's id.
    base = base_id(line.shift)
    here = next(
        e
        for e in now.published
        if (e.track, base_id(e.shift)) == (line.track, base) and e.start <= start < e.end
    )
    asked = suggest(now, here.shift, today, start=start, end=line.end, exchanges=False, rules=rules)
    takers = [option.moves[0].taker for option in asked.options]
    if manager in takers:
        return Inherited(line.shift, start, line.end, True, manager, tuple(asked.options))
    refused = next((r.broken for r in asked.refusals if r.person == manager), ())
    best = takers[0] if takers else None
    return Inherited(line.shift, start, line.end, False, best, tuple(asked.options), refused)


def _after(
    now: RotationT, transfer: Transfer, today: date, rules: Sequence[Rule] | None
) -> RotationT:
    return hand_over(now, [transfer], today, rules=rules).after
