"""The options for a shift, as they are shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import ClassVar
from zoneinfo import ZoneInfo

from rotation.display.answers import Answer, Answers, aligned, plain
from rotation.display.results import Result
from rotation.export.when import moment_text
from rotation.model.fairness import Quantity
from rotation.model.words import bound_text
from rotation.rules import Violation
from rotation.trades.effects import LEDGERS
from rotation.trades.ranking import LineTransfer
from rotation.trades.stretches import Stretch

__all__ = ["SHOWN", "SOON_DAYS", "Option", "Refusal", "Suggestion"]

SHOWN = 5
"""The number of options of a kind listed by default."""

SOON_DAYS = 7
"""In a shift that begins in fewer days, every person who has to agree counts more than fairness."""

_RANKED = "anked by rest, then by how much fairer (below 0) each ledger becomes."

_KINDS = {"cover": "Take it", "swap": "Exchange it", "ring": "Exchange it among three"}


@dataclass(frozen=True, slots=True)
class Option(Answer):
    """A trade that breaks no rule.

    Attributes
    ----------
    rank : int
        Its place among all, from 1.
    moves : tuple of LineTransfer
        One is a cover, two are a swap, three a ring; the shift in question is first.
    gap : int or None
        The shortest rest in whole days next to the transferred shifts, for their takers; None
        without shifts around.
    unfairness : mapping of Quantity to fractions.Fraction
        The change of the sum of squared differences from the fair share, by ledger; negative is
        fairer.
    names : mapping of str to str
        Of engineers.

    Examples
    --------
    >>> from rotation import trades
    >>> best, *others = trades.suggest(published, "A-2026-12-07", today).options
    >>> best.rank, best.kind
    (1, 'swap')
    >>> [(move.shift, move.taker) for move in best.moves]
    [('A-2026-12-07', 'cleo'), ('A-2026-12-14', 'ben')]
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("rank", "kind", "taker", "others", "shifts", "shortest_rest_days"),
    )
    none: ClassVar[str] = "nobody can take it"

    rank: int
    moves: tuple[LineTransfer, ...]
    gap: int | None
    unfairness: Mapping[Quantity, Fraction]
    names: Mapping[str, str] = field(repr=False, compare=False)

    @property
    def kind(self) -> str:
        """`cover`, `swap` or `ring`."""
        return ("cover", "swap", "ring")[len(self.moves) - 1]

    @property
    def people(self) -> int:
        """How many people take something, and have to agree."""
        return len(self.moves)

    @property
    def text(self) -> str:
        """The transfers, in a few words."""
        first, *others = self.moves
        text = self.names[first.taker]
        for move in others:
            text += f"; {self.names[move.taker]} takes {move.shift}"
        return text

    def lines(self) -> tuple[str, ...]:
        """Return it as a sentence."""
        gap = "no shift around" if self.gap is None else f"shortest rest {self.gap} days"
        return (f"{self.text}: {gap}",)

    def as_dict(self) -> dict[str, object]:
        """Return it as plain values for JSON."""
        return {
            "rank": self.rank,
            "kind": self.kind,
            "moves": [{"shift": m.shift, "from": m.giver, "to": m.taker} for m in self.moves],
            "shortest_rest_days": self.gap,
            "unfairness": {q.value: plain(value) for q, value in self.unfairness.items()},
        }

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return it as one row, with the keys `columns` and one per ledger, `shifts_change`."""
        taker, *others = [move.taker for move in self.moves]
        row: dict[str, object] = {
            "rank": self.rank,
            "kind": self.kind,
            "taker": taker,
            "others": ", ".join(others),
            "shifts": ", ".join(move.shift for move in self.moves),
            "shortest_rest_days": self.gap,
        }
        return [row | {f"{q.value}_change": value for q, value in self.unfairness.items()}]


@dataclass(frozen=True, slots=True)
class Refusal(Answer):
    """Why a person cannot take the shift now.

    Attributes
    ----------
    person, name : str
        Id and name.
    broken : tuple of Violation
        The rules that would be broken, each with its sentence.
    exchange : bool
        Whether the person could take it in an exchange.

    Examples
    --------
    >>> from rotation import trades
    >>> for refusal in trades.suggest(published, "A-2026-12-07", today).refusals:
    ...     print(refusal.name, [v.rule for v in refusal.broken], refusal.exchange)
    Ada ['rest'] True
    Cleo ['rest'] True
    """

    columns: ClassVar[tuple[str, ...]] = ("engineer", "rule", "text")
    none: ClassVar[str] = "everybody can simply take it"

    person: str
    name: str
    broken: tuple[Violation, ...]
    exchange: bool

    def lines(self) -> tuple[str, ...]:
        """Return the sentences of the rules."""
        reasons = "; ".join(f"{v.text} ({v.rule})" for v in self.broken)
        return (f"{reasons}{', but an exchange is possible' if self.exchange else ''}",)

    def as_dict(self) -> dict[str, object]:
        """Return it as plain values for JSON."""
        return {
            "person": self.person,
            "broken": [{"rule": v.rule, "text": v.text} for v in self.broken],
            "exchange": self.exchange,
        }

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return one row per rule."""
        return [{"engineer": self.person, "rule": v.rule, "text": v.text} for v in self.broken]


@dataclass(frozen=True, slots=True, repr=False)
class Suggestion(Result):
    """The options for a shift.

    Attributes
    ----------
    asked : Stretch
        The line, and the part of it in question.
    options : Answers of Option
        All options that break no rule, best first.
    refusals : Answers of Refusal
        Everybody who cannot simply take it, with the reasons, by id.
    names : mapping of str to str
        Of engineers.
    zone : str
        IANA name of the rotation's zone.
    urgent : bool
        Whether it begins within 7 days: then options with fewer people come first.

    Examples
    --------
    >>> from rotation import trades
    >>> suggestion = trades.suggest(published, "A-2026-12-07", today)
    >>> suggestion.head
    'A-2026-12-07 (Mon 7 Dec 11:00 CET to Mon 14 Dec 11:00 CET), held by Ben'
    >>> [option.text for option in suggestion.of_kind("swap")]
    ['Cleo; Ben takes A-2026-12-14', 'Ada; Ben takes A-2026-11-30']
    """

    columns: ClassVar[tuple[str, ...]] = Option.columns

    asked: Stretch
    options: Answers[Option]
    refusals: Answers[Refusal]
    names: Mapping[str, str] = field(repr=False, compare=False)
    zone: str = "UTC"
    urgent: bool = False

    def of_kind(self, kind: str) -> Answers[Option]:
        """Return the options of a kind (`cover`, `swap` or `ring`), best first."""
        return Answers((option for option in self.options if option.kind == kind), Option)

    def command(self, option: Option) -> str:
        """Return the command that applies an option, without CONFIG."""
        line, others = self.asked.line, [move.shift for move in option.moves[1:]]
        act = "swap" if others else "cover"
        words = [line.shift, *(others or [option.moves[0].taker])]
        bounds = (
            ("--from", self.asked.start, line.start),
            ("--to", self.asked.end, line.end),
        )
        for name, moment, own in bounds:
            if moment != own:
                words += [name, bound_text(moment, ZoneInfo(self.zone), dates=False)]
        return f"rotation trade {act} {' '.join(words)}"

    def lines(self, most: int | None = SHOWN) -> tuple[str, ...]:
        """Return tables of the best options of each kind, and the reasons of the others.

        Parameters
        ----------
        most : int or None
            The number per kind; None means all.
        """
        return tuple(self._lines(most))

    @property
    def head(self) -> str:
        """The shift in question and its holder."""
        line = self.asked.line
        holder = "nobody" if line.engineer is None else self.names.get(line.engineer, line.engineer)
        zone = ZoneInfo(self.zone)
        span = " to ".join(moment_text(m, zone) for m in (self.asked.start, self.asked.end))
        return f"{line.shift} ({span}), held by {holder}"

    def tables(self, most: int | None = SHOWN) -> Iterator[Sequence[Sequence[str]]]:
        """Yield a table per kind of option: the heading row, then the options, best first.

        Parameters
        ----------
        most : int or None
            The number per kind; None means all. A last row counts the rest.
        """
        for kind, title in _KINDS.items():
            options = self.of_kind(kind)
            if options:
                ledgers = [LEDGERS[q] for q in options[0].unfairness]
                rows: list[Sequence[str]] = [("", title, "shortest rest", *ledgers)]
                rows += [_row(option) for option in options[:most]]
                if most is not None and len(options) > most:
                    rows.append(("", f"and {len(options) - most} more"))
                yield rows

    @property
    def ranked(self) -> tuple[str, ...]:
        """Why the first option is the first; empty without one."""
        if not self.options:
            return ()
        if not self.urgent:
            return (f"R{_RANKED}",)
        people = self.options[0].people
        agree = "1 person has" if people == 1 else f"{people} people have"
        return (
            f"It begins within {SOON_DAYS} days: the fewer people have to agree, the better; then "
            f"r{_RANKED}",
            f"{agree} to agree to the first one.",
        )

    def _lines(self, most: int | None) -> Iterator[str]:
        yield self.head
        yield from aligned([row for table in self.tables(most) for row in ((), *table)])
        if self.options:
            yield ""
            yield from self.ranked
            yield f"The first one: {self.command(self.options[0])}"
        if self.refusals:
            yield ""
            yield from self._refused()

    def _refused(self) -> Iterator[str]:
        if self.refusals:
            yield "Cannot simply take it" if self.options else "Nobody can take it"
            yield from aligned(("", refusal.name, *refusal.lines()) for refusal in self.refusals)

    def as_dict(self) -> dict[str, object]:
        """Return it as plain values for JSON."""
        return {
            "shift": self.asked.line.shift,
            "start": self.asked.start.isoformat(),
            "end": self.asked.end.isoformat(),
            "from": self.asked.line.engineer,
            "options": self.as_list(),
            "refusals": self.refusals.as_list(),
        }

    def as_list(self) -> list[dict[str, object]]:
        """Return the options as plain values for JSON."""
        return self.options.as_list()

    def __repr__(self) -> str:
        return f"<Suggestion: {self.head}>"

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return one row per option, best first."""
        return self.options.records()

    def _caption(self) -> Sequence[str]:
        """Return what the table of options does not show."""
        first = [f"The first one: {self.command(self.options[0])}"] if self.options else []
        return (self.head, *first, *self._refused())

    def _document(self) -> Mapping[str, object]:
        return {**self.as_dict(), "start": self.asked.start, "end": self.asked.end}

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


def _row(option: Option) -> Sequence[str]:
    gap = "no other shift" if option.gap is None else f"{option.gap} days"
    changes = ("0" if not v else f"{float(v):+.2f}" for v in option.unfairness.values())
    return (str(option.rank), option.text, gap, *changes)
