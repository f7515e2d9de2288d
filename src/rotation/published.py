"""Changes of the published plan of a rotation, as methods: trades, departures, calendars."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from rotation.arguments import checked, optional, places_named
from rotation.config.frames import entries_of
from rotation.constructed import Constructed
from rotation.kinds import DAY, LINES, REASON, RULES, SWITCH
from rotation.model.argument_names import called_by_name
from rotation.model.shifts import Entry
from rotation.rules import Rule

if TYPE_CHECKING:
    import pandas as pd

    from rotation.plans.plan import Plan
    from rotation.trades.archives import Archive
    from rotation.trades.calendar_edits import CalendarSync
    from rotation.trades.departures import Departure
    from rotation.trades.edition import Edition
    from rotation.trades.options import Suggestion
    from rotation.trades.swaps import TradeProposal
    from rotation.trades.undoing import Undo

__all__ = ["Published"]


_SHIFT = {"SHIFT": "shift", "PERSON": "person", "--from": "start", "--to": "end"}
"""The arguments of methods by the words of the commands that they stand for."""

_COVER = {"rotation trade cover": "cover"}
"""The method by the command that a hint names."""

# The modules of `rotation.trades` are imported by the methods that need them: a rotation that is
# only planned or checked has no use for them, and they take a moment.


@dataclass(frozen=True, slots=True, repr=False, init=False)
class Published(Constructed):
    """A rotation whose published plan changes.

    Nothing is written before `Edition.write`; until then each change is data, and its `after` is
    the rotation that one goes on with.
    """

    @places_named(_SHIFT)
    @called_by_name()
    def suggest(
        self,
        shift: str,
        today: date,
        *,
        start: datetime | None = None,
        end: datetime | None = None,
        exchanges: bool = True,
        rules: Sequence[Rule] | None = None,
    ) -> "Suggestion":
        """Rank everybody who could take a shift, and every possible exchange of two or three.

        Parameters
        ----------
        shift : str
            Id of a published shift, or of a part of one.
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

        Examples
        --------
        >>> answer = published.suggest("A-2026-12-07", today)
        >>> best = answer.options[0]
        >>> best.kind, best.text
        ('swap', 'Cleo; Ben takes A-2026-12-14')
        >>> answer.command(best)
        'rotation trade swap A-2026-12-07 A-2026-12-14'
        """
        from rotation.trades.suggestions import suggest  # noqa: PLC0415 - see above

        return suggest(self, shift, today, start=start, end=end, exchanges=exchanges, rules=rules)

    @places_named({**dict.fromkeys(("SHIFT", "--from", "--to"), "first, second"), **_COVER})
    @called_by_name()
    def swap(
        self,
        first: str,
        second: str,
        today: date,
        *,
        why: str = "swap",
        force: bool = False,
        rules: Sequence[Rule] | None = None,
    ) -> "TradeProposal[Self]":
        """Let the holders of two shifts exchange them.

        Parameters
        ----------
        first, second : str
            Ids of published shifts, or of parts of them.
        today, why, force, rules
            As for `exchange`.

        Returns
        -------
        TradeProposal
            The edition with its effects; nothing is written.

        Raises
        ------
        BadInput
            As for `exchange`.

        Examples
        --------
        >>> deal = published.swap("A-2026-12-07", "A-2026-12-14", today)
        >>> [(trade.shift, trade.giver, trade.taker) for trade in deal.edition.trades]
        [('A-2026-12-07', 'ben', 'cleo'), ('A-2026-12-14', 'cleo', 'ben')]
        >>> deal.edition.broken
        ()
        """
        from rotation.trades.swaps import swap  # noqa: PLC0415 - see above

        return swap(self, first, second, today, why=why, force=force, rules=rules)

    @places_named({**_SHIFT, "SHIFT": "shifts", **_COVER})
    @called_by_name()
    def exchange(
        self,
        shifts: Sequence[str],
        today: date,
        *,
        start: datetime | None = None,
        end: datetime | None = None,
        why: str = "swap",
        force: bool = False,
        rules: Sequence[Rule] | None = None,
    ) -> "TradeProposal[Self]":
        """Let people exchange shifts in a ring: each shift goes to the holder of the next one.

        Parameters
        ----------
        shifts : sequence of str
            Two or more ids of published shifts, or of parts of them. Of a running shift, the rest
            is exchanged.
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
            For shifts that are over, open or not published, and for trades of a person with
            themselves.

        Examples
        --------
        >>> ring = published.exchange(["A-2026-11-30", "A-2026-12-07", "A-2026-12-14"], today)
        >>> [entry.engineer for entry in ring.edition.after.published][:3]
        ['ben', 'cleo', 'ada']
        """
        from rotation.trades.swaps import exchange  # noqa: PLC0415 - see above

        return exchange(
            self, shifts, today, start=start, end=end, why=why, force=force, rules=rules
        )

    @places_named(_SHIFT)
    @called_by_name()
    def cover(
        self,
        shift: str,
        person: str,
        today: date,
        *,
        start: datetime | None = None,
        end: datetime | None = None,
        why: str = "cover",
        force: bool = False,
        rules: Sequence[Rule] | None = None,
    ) -> "TradeProposal[Self]":
        """Let somebody take a shift, or a part of one, which splits it.

        Parameters
        ----------
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
        >>> from datetime import datetime
        >>> from zoneinfo import ZoneInfo
        >>> berlin = ZoneInfo("Europe/Berlin")
        >>> day = datetime(2026, 12, 9, tzinfo=berlin), datetime(2026, 12, 10, tzinfo=berlin)
        >>> deal = published.cover("A-2026-12-07", "Ada", today, start=day[0], end=day[1])
        >>> [trade.taker for trade in deal.edition.trades]
        ['ada']
        >>> [violation.text for violation in deal.edition.broken]
        ['Ada holds A-2026-11-30 and A-2026-12-07+3 but needs 7 days between shifts']
        """
        from rotation.trades.swaps import cover  # noqa: PLC0415 - see above

        return cover(
            self, shift, person, today, start=start, end=end, why=why, force=force, rules=rules
        )

    @places_named({"PERSON": "person", "DATE": "day", "--from": "day"})
    @called_by_name()
    def leave(
        self,
        person: str,
        day: date,
        today: date,
        *,
        accept: bool = False,
        why: str = "",
        force: bool = False,
        rules: Sequence[Rule] | None = None,
    ) -> "Departure[Self]":
        """Give the later shifts of a leaver to the manager, as far as the rules allow.

        Parameters
        ----------
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
            What becomes of each shift, and the edition, in whose `after` the person has left;
            nothing is written.

        Raises
        ------
        BadInput
            For an unknown person, and for a day before the person joined.

        Examples
        --------
        >>> departure = published.leave("Cleo", date(2026, 12, 15), today)
        >>> [(part.shift, part.proposed) for part in departure.inherited]
        [('A-2026-12-14', None)]
        """
        from rotation.trades.departures import leave  # noqa: PLC0415 - see above

        return leave(self, person, day, today, accept=accept, why=why, force=force, rules=rules)

    @called_by_name()
    def sync(
        self, data: bytes | str | Path, today: date, *, place: str = ""
    ) -> "CalendarSync[Self]":
        """Compare one of our calendars, as people edited it, with the published plan.

        Parameters
        ----------
        data : bytes, str or Path
            An iCalendar file, or its path: an export of the team's calendar, or of one person's.
        today : datetime.date
            In the rotation's zone; what is over is listed, not changed.
        place : str
            What messages call the file; by default its path, or `calendar`.

        Returns
        -------
        CalendarSync
            The differences, and the editions that apply them.

        Raises
        ------
        BadInput
            With every event that cannot be understood, at once; when the file cannot be read, and
            when nothing is published.

        Examples
        --------
        >>> edited = plan.files()["schedule.ics"].replace(b"Cleo - on call", b"Ada - on call")
        >>> published.sync(edited, today).texts()
        ('A-2026-12-14: Ada in place of Cleo',)
        """
        from rotation.trades.calendar_edits import sync  # noqa: PLC0415 - see above

        return sync(self, data, today, place=place)

    @checked(schedule=LINES, today=DAY, why=REASON, force=SWITCH, rules=optional(RULES))
    def publish(
        self,
        schedule: "Sequence[Entry] | pd.DataFrame | Plan",
        today: date,
        *,
        why: str = "publish",
        force: bool = False,
        rules: Sequence[Rule] | None = None,
    ) -> "Edition[Self]":
        """Return the edition that publishes a schedule; lines of other shifts stay.

        Parameters
        ----------
        schedule : sequence of Entry, pandas.DataFrame or Plan
            Its lines replace older lines of the same shifts.
        today : datetime.date
            In the rotation's zone.
        why : str
            For the change log.
        force : bool
            Whether to record broken rules as broken on purpose.
        rules : sequence of Rule, optional
            All registered ones by default.

        Returns
        -------
        Edition
            The published plan before and after; nothing is written.

        Raises
        ------
        BadInput
            For a schedule that changes a shift that is over, and for people who are not in the
            rotation.

        Examples
        --------
        >>> edition = team.publish(plan, today)
        >>> len(edition.after.published), edition.broken
        (5, ())
        """
        from rotation.trades.edition import forced  # noqa: PLC0415 - see above
        from rotation.trades.publications import publish  # noqa: PLC0415 - see above

        edition = publish(self, entries_of(schedule), today, why=why or "publish", rules=rules)
        return forced(edition, why or "publish") if force else edition

    @places_named({"--before": "before"})
    @called_by_name()
    def archive(self, today: date, *, before: date | None = None) -> "Archive[Self]":
        """Move published shifts that are over to history, as they are with all trades.

        Parameters
        ----------
        today : datetime.date
            In the rotation's zone.
        before : datetime.date, optional
            Whole shifts that were over when this day began move; by default all that are over.

        Returns
        -------
        Archive
            What moves, and the edition; nothing is written.

        Raises
        ------
        BadInput
            For a day after today, and where history contradicts the published plan.

        Examples
        --------
        >>> print(published.archive(date(2026, 12, 16)))
        Team: 2 shifts that were over before 2026-12-16 move to history.csv
          A: 2 shifts, Mon 30 Nov 2026 11:00 CET to Mon 14 Dec 2026 11:00 CET
        """
        from rotation.trades.archives import archive  # noqa: PLC0415 - see above

        return archive(self, today, before=before)

    @called_by_name()
    def undo(
        self,
        today: date,
        *,
        why: str = "",
        force: bool = False,
        rules: Sequence[Rule] | None = None,
    ) -> "Undo[Self]":
        """Take back the last change of the published plan, as a change of its own.

        Parameters
        ----------
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
            When no change is recorded, when the published plan has been edited since, and with
            every shift that would change before today.

        Examples
        --------
        >>> swapped = published.swap("A-2026-12-07", "A-2026-12-14", today).edition.after
        >>> print(swapped.undo(today))
        Team: takes back the change of Mon 23 Nov 2026: swap
          A-2026-12-07: Ben in place of Cleo
          A-2026-12-14: Cleo in place of Ben
        """
        from rotation.trades.undoing import undo  # noqa: PLC0415 - see above

        return undo(self, today, why=why, force=force, rules=rules)
