"""Taking back the last change of the published plan, as a change of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from typing import ClassVar, Generic
from zoneinfo import ZoneInfo

from rotation.arguments import checked
from rotation.config.last_change import read_last_change
from rotation.display.results import Result
from rotation.errors import BadInput, Fault
from rotation.export.when import day_text, moment_text
from rotation.horizon.clock import midnight
from rotation.horizon.ids import base_id
from rotation.kinds import SWITCH, TRADE
from rotation.limits import CHARACTERS
from rotation.model.last_change import LastChange
from rotation.model.settings import RotationData, RotationT, RotationT_co
from rotation.model.shifts import Entry
from rotation.model.spelling import listed
from rotation.rules import Rule
from rotation.trades.edition import Edition, forced
from rotation.trades.line_changes import LineFate, as_read, changed_lines, lines_by_shift
from rotation.trades.publications import edition_with, unlocked
from rotation.trades.sentences import sentences

__all__ = ["Undo", "undo"]

_NOBODYS = ("nothing", "published")
"""Who has time that no line covers."""


@dataclass(frozen=True, slots=True, repr=False)
class Undo(Result, Generic[RotationT_co]):
    """The last change of the published plan, taken back; `edition.write()` writes it.

    Attributes
    ----------
    edition : Edition
        The edition in which every line reads as before that change.
    undone : LastChange
        What is taken back: its `day`, `why` and `trade`, and the lines `before` and `after` it.

    Examples
    --------
    >>> swapped = published.swap("A-2026-12-07", "A-2026-12-14", today, why="a wedding")
    >>> print(swapped.edition.after.undo(today))
    Team: takes back the change of Mon 23 Nov 2026: a wedding
      A-2026-12-07: Ben in place of Cleo
      A-2026-12-14: Cleo in place of Ben
    """

    columns: ClassVar[tuple[str, ...]] = Edition.columns

    edition: Edition[RotationT_co]
    undone: LastChange

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return the rows of the edition."""
        return self.edition.records()

    def lines(self) -> tuple[str, ...]:
        """Return what is taken back, and each change of hands as a sentence."""
        return (*self.effects(), *(f"breaks a rule: {v.supposed}" for v in self.edition.broken))

    def effects(self) -> tuple[str, ...]:
        """Return `lines` without the rules that are broken."""
        undone, edition = self.undone, self.edition
        day = day_text(undone.day, year=True)
        head = f"{edition.before.name}: takes back the change of {day}"
        fates = {c.line.shift: c.kind for c in changed_lines(edition.before, edition.after)}
        kept = {base_id(entry.shift) for entry in edition.after.published}
        gone = [shift for shift, fate in fates.items() if fate is LineFate.GONE]
        withdrawn = [shift for shift in gone if base_id(shift) not in kept]
        again = [shift for shift, fate in fates.items() if fate is LineFate.NEW]
        changes = [change for change in edition.changes if change.shift not in withdrawn]
        return (
            f"{head}: {undone.why}" if undone.why else head,
            *(f"  {text}" for text in sentences(edition.after, changes)),
            *([f"  no longer published: {listed(withdrawn)}"] if withdrawn else ()),
            *([f"  published again: {listed(again)}"] if again else ()),
        )

    def __repr__(self) -> str:
        return f"<Undo: {self.lines()[0]}>"

    def _document(self) -> Mapping[str, object]:
        undone = self.undone
        about = {"day": undone.day, "trade": undone.trade or None, "why": undone.why}
        return {"undone": about, **self.edition.to_dict()}

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.edition.after.timezone)


@checked(**TRADE, force=SWITCH)
def undo(
    rotation: RotationT,
    today: date,
    *,
    why: str = "",
    force: bool = False,
    rules: Sequence[Rule] | None = None,
) -> Undo[RotationT]:
    """Take back the last change of the published plan, whatever command made it.

    It is a change of its own: every line reads as before, with the next revision, and it is the
    last change then, so that taking back twice makes the change again.

    Parameters
    ----------
    rotation : RotationData
        As loaded, or as a change left it.
    today : datetime.date
        In the rotation's zone.
    why : str
        For the records, which also say what is taken back.
    force : bool
        Whether to record broken rules as broken on purpose.
    rules : sequence of Rule, optional
        All registered ones by default.

    Returns
    -------
    Undo
        What is taken back, and the edition; nothing is written.

    Raises
    ------
    BadInput
        When no change is recorded, when the published plan has been edited since, and with every
        shift that would change before today.

    Examples
    --------
    >>> from rotation import trades
    >>> swapped = trades.swap(published, "A-2026-12-07", "A-2026-12-14", today).edition.after
    >>> back = trades.undo(swapped, today).edition
    >>> [line.engineer for line in back.after.published] == [
    ...     line.engineer for line in published.published
    ... ]
    True
    >>> [(change.shift, change.revision, change.why) for change in back.changes]
    [('A-2026-12-07', 2, 'undo: swap'), ('A-2026-12-14', 2, 'undo: swap')]
    """
    last = rotation.last_change or read_last_change(rotation)
    if last is None:
        what = "no change of the published plan is recorded, so none can be taken back"
        hint = "`rotation trade` and `rotation publish` change it"
        place = rotation.places.last_change if rotation.places.config else "undo"
        raise BadInput(Fault(place, what, hint))
    faults = _edited(rotation, last) or list(_begun(rotation, last, today))
    if faults:
        raise BadInput(faults)
    reason = _reason(last.why, why)
    edition = _edition(rotation, last, today, reason, rules)
    return Undo(forced(edition, reason) if force else edition, last)


def _reason(of: str, why: str) -> str:
    """Return the reason for the records: taking back what was taken back makes it again."""
    turned = {"undo": "redo", "redo": "undo"}
    word, _, rest = of.partition(": ")
    text = ": ".join(filter(None, (turned.get(word, "undo"), rest if word in turned else of)))
    return (f"{text}; {why}" if why else text)[: CHARACTERS.most]


def _edition(
    rotation: RotationT, last: LastChange, today: date, why: str, rules: Sequence[Rule] | None
) -> Edition[RotationT]:
    now = lines_by_shift(last.after)
    highest = {base: max(e.revision for e in lines) for base, lines in _parts(rotation).items()}
    # With the present revision: they are not from before a trade, they take it back.
    lines = [replace(e, revision=highest.get(base_id(e.shift), e.revision)) for e in last.before]
    gone = now.keys() - {base_id(e.shift) for e in lines}
    # People who trade agree, and what was published today has not been relied on.
    taken = () if last.trade or last.day == today else tuple(unlocked(rotation, lines, today, gone))
    edition = edition_with(rotation, lines, today, why=why, gone=gone, rules=rules, locks=taken)
    made = edition.after.last_change
    if made is None or not last.trade:
        return edition
    # Taken back in turn, it is still an agreement.
    after = edition.after.amended(last_change=replace(made, trade=last.trade))
    return replace(edition, after=after)


def _parts(rotation: RotationData) -> Mapping[str, list[Entry]]:
    return lines_by_shift(rotation.published)


def _edited(rotation: RotationData, last: LastChange) -> list[Fault]:
    """Return the fault of shifts that no longer read as the last change left them."""
    parts, left = _parts(rotation), lines_by_shift(last.after)
    bases = dict.fromkeys(base_id(e.shift) for e in (*last.before, *last.after))
    worked = {base_id(entry.shift) for entry in rotation.history}
    edited = [
        base
        for base in bases
        if base not in worked and as_read(parts.get(base)) != as_read(left.get(base))
    ]
    if not edited:
        return []
    have = "has" if len(edited) == 1 else "have"
    what = f"the change of {last.day} is not the last one: {listed(edited)} {have} changed since"
    hint = "`rotation trade` gives shifts back"
    return [Fault(rotation.places.published, what, hint)]


def _begun(rotation: RotationData, last: LastChange, today: date) -> Iterator[Fault]:
    """Yield the faults of shifts that would change hands in time that is over."""
    zone = ZoneInfo(rotation.timezone)
    begins = midnight(zone, today)
    was, now = lines_by_shift(last.before), lines_by_shift(last.after)
    worked = {base_id(entry.shift) for entry in rotation.history}
    for base in dict.fromkeys(base_id(e.shift) for e in (*last.before, *last.after)):
        lines = now.get(base) or was[base]
        first = _first_difference(was.get(base, ()), now.get(base, ()))
        if base not in worked and (first is None or first >= begins):
            continue
        start, end = min(e.start for e in lines), max(e.end for e in lines)
        if base in worked or end <= begins:
            what = f"{base} is over since {moment_text(end, zone)}"
            hint = "if it was worked differently, correct its line in history"
        else:
            what = f"{base} has begun on {moment_text(start, zone)}"
            hint = f"`rotation trade cover {lines[0].shift} PERSON` gives away what is left of it"
        yield Fault(base, what, f"{hint}; `rotation trade` gives back the others")


def _first_difference(was: Sequence[Entry], now: Sequence[Entry]) -> datetime | None:
    """Return the first instant that has another holder; None if no time has."""
    cuts = sorted({moment for entry in (*was, *now) for moment in (entry.start, entry.end)})
    return next(
        (first for first, _ in pairwise(cuts) if _holder(was, first) != _holder(now, first)), None
    )


def _holder(lines: Sequence[Entry], moment: datetime) -> object:
    return next((e.engineer for e in lines if e.start <= moment < e.end), _NOBODYS)
