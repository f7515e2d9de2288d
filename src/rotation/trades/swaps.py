"""Swaps and covers: people exchange shifts, or one takes another's shift or part of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Generic
from zoneinfo import ZoneInfo

from rotation.arguments import checked
from rotation.config.person_argument import person_among
from rotation.display.answers import aligned, plain
from rotation.display.results import Result, number
from rotation.errors import BadInput, Fault
from rotation.export.when import moment_text
from rotation.kinds import PART, SWITCH, TEXT, TEXTS, TRADE
from rotation.model.settings import RotationData, RotationT, RotationT_co
from rotation.model.trades import Trade
from rotation.rules import Rule
from rotation.trades.edition import Edition
from rotation.trades.effects import (
    LEDGERS,
    Balance,
    RestAround,
    balances,
    gap_around,
    held_by,
    problem_of,
    windows_in,
)
from rotation.trades.sentences import names_of
from rotation.trades.stretches import Stretch, line_named, stretch_of
from rotation.trades.transfers import Transfer, hand_over

__all__ = ["TradeProposal", "cover", "exchange", "swap"]


@dataclass(frozen=True, slots=True, repr=False)
class TradeProposal(Result, Generic[RotationT_co]):
    """A trade and its effects; nothing is written before `edition.write()`.

    Attributes
    ----------
    edition : Edition
        The edition; `broken` has the rules that it breaks.
    gaps : tuple of (Trade, RestAround)
        The rest around each taken stretch.
    fairness : tuple of Balance
        The ledgers of everybody affected, givers first.

    Examples
    --------
    >>> from rotation import trades
    >>> swap = trades.swap(published, "A-2026-12-07", "A-2026-12-14", today)
    >>> for line in swap.lines():
    ...     print(line)
    A-2026-12-07 (Mon 7 Dec 11:00 CET to Mon 14 Dec 11:00 CET): Cleo in place of Ben
    A-2026-12-14 (Mon 14 Dec 11:00 CET to Mon 21 Dec 11:00 CET): Ben in place of Cleo
    <BLANKLINE>
    Rest around it
      Cleo, A-2026-12-07: no shift before, none after
      Ben, A-2026-12-14: no shift before, none after
    <BLANKLINE>
    Load (fair share)  shifts         rest days      holidays
    Ben                1 -> 1 (1.33)  2 -> 2 (2.67)  0 -> 0 (0)
    Cleo               1 -> 1 (1.33)  2 -> 2 (2.67)  0 -> 0 (0)
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("engineer", "ledger", "before", "after", "share_before", "share_after"),
    )

    edition: Edition[RotationT_co]
    gaps: tuple[tuple[Trade, RestAround], ...]
    fairness: tuple[Balance, ...]

    def lines(self) -> tuple[str, ...]:
        """Return who takes what, the rules that this breaks, rest, and loads as a small table."""
        return self._text(self._broken())

    def effects(self) -> tuple[str, ...]:
        """Return `lines` without the rules that are broken."""
        return self._text(())

    def _text(self, broken: Sequence[str]) -> tuple[str, ...]:
        table = _table(self.fairness, names_of(self.edition.after))
        return (*self._takers(), *broken, "", *self._rest(), "", *table)

    def _takers(self) -> list[str]:
        rotation = self.edition.after
        names, zone = names_of(rotation), self._zone()
        texts = []
        for trade in self.edition.trades:
            span = f"{moment_text(trade.start, zone)} to {moment_text(trade.end, zone)}"
            who = f"{names.get(trade.taker, trade.taker)} in place of "
            who += str(names.get(trade.giver, trade.giver))
            texts.append(f"{trade.shift} ({span}): {who}")
        return texts

    def _broken(self) -> list[str]:
        return [f"breaks a rule: {violation.supposed}" for violation in self.edition.broken]

    def _rest(self) -> list[str]:
        names = names_of(self.edition.after)
        return [
            "Rest around it",
            *(
                f"  {names.get(trade.taker, trade.taker)}, {trade.shift}: {gap.text}"
                for trade, gap in self.gaps
            ),
        ]

    def _caption(self) -> Sequence[str]:
        """Return what the table of loads does not show."""
        return (*self._takers(), *self._broken(), *self._rest())

    def _document(self) -> Mapping[str, object]:
        facts = {"rest": self.as_dict()["rest"], "fairness": self._balances()}
        return {**self.edition.to_dict(), **facts}

    def _balances(self) -> list[Mapping[str, object]]:
        rows = map(dict, self.records())
        return [{"person": row.pop("engineer"), **row} for row in rows]

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.edition.after.timezone)

    def as_dict(self) -> dict[str, object]:
        """Return it as plain values for JSON."""
        return {
            "trades": [
                {
                    "shift": trade.shift,
                    "start": trade.start.isoformat(),
                    "end": trade.end.isoformat(),
                    "from": trade.giver,
                    "to": trade.taker,
                    "forced": trade.forced,
                }
                for trade in self.edition.trades
            ],
            "rest": [
                {
                    "person": trade.taker,
                    "shift": trade.shift,
                    "before_days": gap.before,
                    "before": gap.previous or None,
                    "after_days": gap.after,
                    "after": gap.following or None,
                }
                for trade, gap in self.gaps
            ],
            "fairness": self.as_list(),
        }

    def __repr__(self) -> str:
        return f"<TradeProposal: {'; '.join(self._takers())}>"

    def records(self) -> tuple[Mapping[str, object], ...]:
        """Return one row per person and ledger, with the keys `columns`."""
        return tuple(
            {
                "engineer": balance.person,
                "ledger": balance.quantity.value,
                "before": balance.before,
                "after": balance.after,
                "share_before": balance.share_before,
                "share_after": balance.share_after,
            }
            for balance in self.fairness
        )

    def as_list(self) -> list[dict[str, object]]:
        """Return one entry per person and ledger as plain values for JSON."""
        return [{key: plain(value) for key, value in row.items()} for row in self._balances()]


@checked(**TRADE, first=TEXT, second=TEXT, force=SWITCH)
def swap(
    rotation: RotationT,
    first: str,
    second: str,
    today: date,
    *,
    why: str = "swap",
    force: bool = False,
    rules: Sequence[Rule] | None = None,
) -> TradeProposal[RotationT]:
    """Let the holders of two shifts exchange them.

    Parameters
    ----------
    first, second : str
        Ids of published shifts, or of parts of them.
    rotation, today, why, force, rules
        As for `exchange`, which also describes the errors.

    Examples
    --------
    >>> from rotation import trades
    >>> swap = trades.swap(published, "A-2026-12-07", "A-2026-12-14", today)
    >>> [line.engineer for line in swap.edition.after.published][1:3]
    ['cleo', 'ben']
    """
    return exchange(rotation, (first, second), today, why=why, force=force, rules=rules)


@checked(**TRADE, **PART, shifts=TEXTS, force=SWITCH)
def exchange(
    rotation: RotationT,
    shifts: Sequence[str],
    today: date,
    *,
    start: datetime | None = None,
    end: datetime | None = None,
    why: str = "swap",
    force: bool = False,
    rules: Sequence[Rule] | None = None,
) -> TradeProposal[RotationT]:
    """Let people exchange shifts in a ring: each shift goes to the holder of the next one.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    shifts : sequence of str
        Two or more ids of published shifts, or of parts of them. Of a running shift, the rest is
        exchanged.
    today : datetime.date
        In the rotation's zone.
    start, end : datetime.datetime, optional
        Aware: a part of the first shift, which splits it; the others are exchanged whole.
    why : str
        For the records.
    force : bool
        Whether to record broken rules as broken on purpose.
    rules : sequence of Rule, optional
        All registered ones by default.

    Returns
    -------
    TradeProposal
        The edition with its effects; nothing is written.

    Raises
    ------
    BadInput
        For shifts that are over, open or not published, and for trades of a person with themselves.

    Examples
    --------
    >>> from rotation import trades
    >>> ring = ["A-2026-11-30", "A-2026-12-07", "A-2026-12-14"]
    >>> exchange = trades.exchange(published, ring, date(2026, 11, 24))
    >>> [line.engineer for line in exchange.edition.after.published][:3]
    ['ben', 'cleo', 'ada']
    """
    if len(shifts) < 2:
        what = f"names {len(shifts)} shift{'' if len(shifts) == 1 else 's'}"
        raise BadInput(Fault("shifts", what, "give two or more to be exchanged"))
    first, *others = shifts
    asked = [
        _held(rotation, first, today, start, end),
        *(_held(rotation, shift, today) for shift in others),
    ]
    ids = [stretch.line.shift for stretch in asked]
    twice = sorted({shift for shift in ids if ids.count(shift) > 1})
    if twice:
        raise BadInput(Fault("SHIFT", f"{twice[0]} is named twice", "name different shifts"))
    holders = [str(stretch.line.engineer) for stretch in asked]
    names = names_of(rotation)
    for n, holder in enumerate(holders):
        if holder in holders[n + 1 :]:
            other = ids[holders.index(holder, n + 1)]
            what = f"{ids[n]} and {other} are both {names.get(holder, holder)}'s"
            raise BadInput(Fault("SHIFT", what, "name shifts of different people"))
    takers = [*holders[1:], holders[0]]
    transfers = [
        Transfer(stretch.line.shift, taker, stretch.start, stretch.end)
        for stretch, taker in zip(asked, takers, strict=True)
    ]
    return _proposal(rotation, transfers, today, why=why, force=force, rules=rules)


@checked(**TRADE, **PART, shift=TEXT, person=TEXT, force=SWITCH)
def cover(
    rotation: RotationT,
    shift: str,
    person: str,
    today: date,
    *,
    start: datetime | None = None,
    end: datetime | None = None,
    why: str = "cover",
    force: bool = False,
    rules: Sequence[Rule] | None = None,
) -> TradeProposal[RotationT]:
    """Let somebody take a shift, or a part of one, which splits it.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    shift : str
        Id of a published shift, or of a part of one; it may be open.
    person : str
        Id, address, name or alias (I26) of the new holder.
    today : datetime.date
        In the rotation's zone.
    start, end : datetime.datetime, optional
        Aware; by default the whole shift, or the rest of a running one.
    why, force, rules
        As for `exchange`.

    Returns
    -------
    TradeProposal
        The edition with its effects; nothing is written.

    Raises
    ------
    BadInput
        For a shift that is over or not published, times outside it, and unknown people.

    Examples
    --------
    >>> from rotation import trades
    >>> cover = trades.cover(published, "A-2026-12-14", "ada", date(2026, 11, 24), force=True)
    >>> [violation.rule for violation in cover.edition.broken]
    ['rest']
    """
    taker = person_among(rotation.engineers, person)
    line = line_named(rotation, shift, today, at=start)
    stretch = stretch_of(rotation, line, today, start, end)
    transfer = Transfer(line.shift, taker.id, stretch.start, stretch.end)
    return _proposal(rotation, [transfer], today, why=why, force=force, rules=rules)


def _held(
    rotation: RotationData,
    shift: str,
    today: date,
    start: datetime | None = None,
    end: datetime | None = None,
) -> Stretch:
    line = line_named(rotation, shift, today, at=start)
    if line.engineer is None:
        hint = f"let somebody cover it: rotation trade cover {line.shift} PERSON"
        raise BadInput(Fault("SHIFT", f"nobody holds {line.shift}", hint))
    return stretch_of(rotation, line, today, start, end)


def _proposal(
    rotation: RotationT,
    transfers: Sequence[Transfer],
    today: date,
    *,
    why: str,
    force: bool,
    rules: Sequence[Rule] | None,
) -> TradeProposal[RotationT]:
    edition = hand_over(rotation, transfers, today, why=why, rules=rules)
    if edition.empty:
        taker = names_of(rotation).get(transfers[0].taker, transfers[0].taker)
        what = f"{taker} already holds {transfers[0].shift}"
        raise BadInput(Fault("PERSON", what, "name somebody else"))
    if edition.broken and force:
        forced = "; ".join(sorted({v.rule for v in edition.broken}))
        edition = hand_over(rotation, transfers, today, why=why, forced=forced, rules=rules)
    return _deal_of(edition)


def _deal_of(edition: Edition[RotationT]) -> TradeProposal[RotationT]:
    today, zone = edition.today, ZoneInfo(edition.after.timezone)
    before, after = problem_of(edition.before, today), problem_of(edition.after, today)
    gaps = tuple(
        (
            trade,
            gap_around(
                zone,
                held_by(*after, trade.taker),
                trade.shift,
                windows_in(after[0], trade.shift, trade.start, trade.end),
            ),
        )
        for trade in edition.trades
        if trade.taker is not None
    )
    touched = [p for t in edition.trades for p in (t.giver, t.taker) if p is not None]
    return TradeProposal(edition, gaps, balances(before, after, list(dict.fromkeys(touched))))


def _table(fairness: Sequence[Balance], names: Mapping[str | None, str]) -> list[str]:
    """Return loads before and after as a table in text, one line per person."""
    ledgers = list(dict.fromkeys(balance.quantity for balance in fairness))
    people = list(dict.fromkeys(balance.person for balance in fairness))
    cells = {(balance.person, balance.quantity): _cell(balance) for balance in fairness}
    rows = [["Load (fair share)", *(LEDGERS[q] for q in ledgers)]]
    rows += [[names[p], *(cells[p, q] for q in ledgers)] for p in people]
    return aligned(rows)


def _cell(balance: Balance) -> str:
    if balance.share_after is None:
        return f"{balance.before} -> {balance.after}"
    return f"{balance.before} -> {balance.after} ({number(balance.share_after)})"
