"""The command that fixes each rule that is broken and not over."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rotation.checks.breaches import Breach, from_today, standing_breaches
from rotation.horizon.ids import base_id
from rotation.model.settings import RotationData
from rotation.model.words import bound_text
from rotation.rules import Rule, Violation
from rotation.trades.new_breaches import whose

if TYPE_CHECKING:
    from rotation.trades.options import Option

__all__ = ["BreachFix", "Spelling", "plainly", "remedies", "standing_remedies"]

Spelling = Callable[[str], str]
"""Writes out a command such as `trade suggest A-2026-12-07` for typing."""

_SEARCHED, _LINES = 10, 2_000
"""Limits of breaches and of lines for which trades are searched without being asked."""

_TRIED = 3
"""The number of best trades that are tried until one fixes the breach."""


def plainly(command: str) -> str:
    """Write out a command for the present folder."""
    return f"rotation {command}"


@dataclass(frozen=True, slots=True)
class BreachFix:
    """A breach that is not over, and the trade that fixes it.

    Attributes
    ----------
    breach : Breach
        The broken rules, and the part of a shift to give away.
    timezone : str
        IANA name of the rotation's zone.
    option : Option or None
        The best trade that gives the part away and breaks nothing, after the trades of the remedies
        before it: a cover, or else an exchange. None if there is none.
    above : bool
        Whether an earlier remedy fixes this breach as well.
    searched : bool
        Whether a trade was searched: not after many others, and not in a very long plan.
    """

    breach: Breach
    timezone: str
    option: "Option | None" = None
    above: bool = False
    searched: bool = True

    def texts(self) -> tuple[str, ...]:
        """Return the broken rules, one sentence each, after the place."""
        places = ((*v.sources, self.breach.source)[0] for v in self.breach.violations)
        return tuple(
            f"{f'{place}: ' if place else ''}{violation.rule}: {violation.text}"
            for place, violation in zip(places, self.breach.violations, strict=True)
        )

    @property
    def fix(self) -> str:
        """The command of the trade that fixes it, without `rotation`; empty if there is none."""
        if self.option is None:
            return ""
        first, *others = self.option.moves
        act = "swap" if others else "cover"
        words = [move.shift for move in others] or [first.taker]
        zone = ZoneInfo(self.timezone)
        return " ".join(("trade", act, self.breach.shift, *words, *self.breach.bounds(zone)))

    @property
    def suggest(self) -> str:
        """The command that shows who could help, without `rotation`; empty if no trade can."""
        return self.breach.question(ZoneInfo(self.timezone))

    @property
    def hint(self) -> str:
        """What to know or do if no trade fixes it; empty if one does."""
        if not self.breach.shift:
            return "rotation check says more"
        if self.breach.worked:
            start, end = (self._moment(m) for m in (self.breach.start, self.breach.end))
            place = self.breach.source or "history"
            part = f"{base_id(self.breach.shift)}+2"
            return (
                f"trades cannot change history: correct {place}; add a line "
                f"({part}, or the next free number) from {start} to {end} for the new holder"
            )
        if not self.breach.known:
            return "publish first: it has no id yet and cannot be traded"
        if self.above:
            return "the fix above also fixes this"
        if not self.searched:
            return "no trade was searched for"
        return "" if self.option else "nobody can take it as things are"

    def lines(self, spelling: Spelling = plainly) -> Iterator[str]:
        """Yield what to do, best first.

        Parameters
        ----------
        spelling : callable
            Writes out a command.
        """
        if self.hint:
            yield self.hint
        if self.above:
            return
        if self.fix:
            yield f"fix: {spelling(self.fix)}"
        if self.suggest:
            asked = "or see who could" if self.fix else "see why"
            yield f"{asked if self.searched else 'see who could'}: {spelling(self.suggest)}"
        if self.breach.replan:
            yield f"or replan it: {spelling(self.breach.replan)}"

    def as_dict(self, spelling: Spelling = plainly) -> dict[str, object]:
        """Return it as plain values for JSON, with instants in the rotation's zone."""
        zone = ZoneInfo(self.timezone)
        start, end = (
            None if moment is None else moment.astimezone(zone).isoformat(timespec="seconds")
            for moment in (self.breach.start, self.breach.end)
        )
        commands = {"fix": self.fix, "suggest": self.suggest, "replan": self.breach.replan}
        return {
            "shift": self.breach.shift or None,
            "start": start,
            "end": end,
            "broken": [
                {
                    "rule": violation.rule,
                    "text": violation.text,
                    "shifts": list(violation.shifts),
                    "people": list(violation.people),
                    "sources": [str(source) for source in violation.sources],
                }
                for violation in self.breach.violations
            ],
            **{key: spelling(text) if text else None for key, text in commands.items()},
            "hint": self.hint or None,
        }

    def _moment(self, moment: datetime | None) -> str:
        return "" if moment is None else bound_text(moment, ZoneInfo(self.timezone))


def standing_remedies(
    rotation: RotationData, today: date, rules: Sequence[Rule] | None = None
) -> tuple[BreachFix, ...]:
    """Return the breaches of the published plan that are not over, with their fixes."""
    return remedies(rotation, standing_breaches(rotation, today, rules), today, rules)


def remedies(
    rotation: RotationData,
    breaches: Iterable[Breach],
    today: date,
    rules: Sequence[Rule] | None = None,
) -> tuple[BreachFix, ...]:
    """Return the fix of each breach, in their order; applied one after the other they fix all.

    Parameters
    ----------
    rotation : RotationData
        As loaded; its published plan is traded.
    breaches : iterable of Breach
        As `rotation.checks.breaches` returns them.
    today : datetime.date
        In the rotation's zone.
    rules : sequence of Rule, optional
        All registered ones by default.
    """
    now = first = from_today(rotation, today)
    made: list[BreachFix] = []
    searches = 0 if len(rotation.published) <= _LINES else _SEARCHED
    for breach in breaches:
        option, above, searched = None, False, searches < _SEARCHED
        if searched and breach.shift and breach.known and not breach.worked:
            searches += 1
            above = now is not first and not _stands(now, breach, today, rules)
            if not above:
                option, now = _best(now, breach, today, rules)
        made.append(BreachFix(breach, rotation.timezone, option, above, searched))
    return tuple(made)


def _best(
    now: RotationData, breach: Breach, today: date, rules: Sequence[Rule] | None
) -> "tuple[Option | None, RotationData]":
    """Return the best trade that fixes a breach, covers first, and the rotation after it."""
    # Nearly always nothing is broken, and nothing is searched for.
    from rotation.trades.suggestions import suggest  # noqa: PLC0415 - see above
    from rotation.trades.transfers import Transfer, hand_over  # noqa: PLC0415 - see above

    base = base_id(breach.shift)
    start, end = breach.start, breach.end
    for exchanges in (False, True):
        answer = suggest(
            now, breach.shift, today, start=start, end=end, exchanges=exchanges, rules=rules
        )
        pinned = {pin.engineer for pin in now.pins if base_id(pin.shift) == base}
        options = sorted(answer.options, key=lambda option: option.moves[0].taker not in pinned)
        for option in options[:_TRIED]:
            first, *others = option.moves
            transfers = [Transfer(answer.asked.line.shift, first.taker, start, end)]
            transfers += [Transfer(move.shift, move.taker) for move in others]
            after = hand_over(now, transfers, today, rules=rules).after
            if not _stands(after, breach, today, rules):
                return option, after
    return None, now


def _stands(
    rotation: RotationData, breach: Breach, today: date, rules: Sequence[Rule] | None
) -> bool:
    """Return whether a part of a breach still exists, whatever ids its parts have now."""
    return any(
        _same(violation, old)
        for left in standing_breaches(rotation, today, rules)
        for violation in left.violations
        for old in breach.violations
    )


def _same(new: Violation, old: Violation) -> bool:
    if whose(new) != whose(old):
        return False
    if new.during is None or old.during is None:
        return True
    return new.during[0] < old.during[1] and old.during[0] < new.during[1]
