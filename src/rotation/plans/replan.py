"""A replan: a plan that changes as few published shifts as possible, and what it changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import ClassVar, Generic
from zoneinfo import ZoneInfo

from rotation.arguments import checked
from rotation.display.answers import number
from rotation.display.results import Result
from rotation.goals import counts_changes
from rotation.horizon.ids import base_id
from rotation.kinds import REASON
from rotation.model.objective import Objective
from rotation.model.settings import RotationData, RotationT_co
from rotation.model.shifts import Entry
from rotation.plans.difference import Moved, PersonChange, people
from rotation.plans.difference_files import CHANGED, difference_records
from rotation.plans.plan import Plan
from rotation.plans.schedule import CUT_SHORT
from rotation.rules import taken_from
from rotation.trades.carry_over import BECAUSE, carried_over, shortened
from rotation.trades.edition import Edition
from rotation.trades.publications import edition_with
from rotation.written.aligned import Alignment

__all__ = ["Replan"]

_SHOWN = 12
"""The number of carried-over shifts that are listed; the files list all."""


@dataclass(frozen=True, slots=True, repr=False)
class Replan(Result, Generic[RotationT_co]):
    """A plan that changes as few published shifts as possible.

    Its frame has the shifts that change, `to_dict` is what `rotation replan --format json` prints,
    and the plan itself is a result, too.

    Attributes
    ----------
    plan : Plan
        From the first published shift that starts on or after today to the last one.
    moved : tuple of Moved
        The shifts with another holder than published, open ones included, by start.
    alignment : Alignment
        The published plan as it was, and carried over to the present bounds of the tracks.
    released : tuple of str
        Ids of shifts inside the notice that were released because their holder cannot keep them.

    Examples
    --------
    >>> ill = TimeOff("Ben", date(2026, 12, 7), date(2026, 12, 13))
    >>> replan = published.replace(time_off=[*published.time_off, ill]).replan(today, release=True)
    >>> replan.to_frame()[["shift", "before"]]
              shift before
    0  A-2026-12-07    ben
    >>> replan.moved[0].because
    'Ben is away 2026-12-07 to 2026-12-13'
    """

    columns: ClassVar[tuple[str, ...]] = CHANGED

    plan: Plan
    moved: tuple[Moved, ...]
    alignment: Alignment[RotationT_co]
    released: tuple[str, ...] = ()

    def lines(self) -> tuple[str, ...]:
        """Return what changes for whom, as sentences."""
        return tuple(_sentences(self))

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return one row per shift with another holder or other bounds, by start."""
        return difference_records(self.moved, carried_over(self.alignment))

    def _document(self) -> Mapping[str, object]:
        plan = self.plan
        return {
            "empty": self.empty,
            "carried": [shift.as_dict(plan.rotation) for shift in carried_over(self.alignment)],
            "people": [change.as_dict() for change in self.people],
            "moved": [
                {
                    "shift": move.shift.id,
                    "from": move.before,
                    "to": move.after,
                    "because": move.because,
                }
                for move in self.moved
            ],
            "released": list(self.released),
            "open": [opening.shift.id for opening in plan.open_regular],
            "unable": [{"engineer": unable.person, "text": unable.text} for unable in plan.unable],
            "proved": plan.proved,
            "stopped": plan.stopped or None,
            "objectives": [
                {
                    "name": o.name,
                    "value": float(o.value),
                    "bound": float(o.bound),
                    "proved": o.proved,
                }
                for o in plan.objectives
            ],
        }

    def _zone(self) -> tzinfo:
        return ZoneInfo(self.plan.rotation.timezone)

    def __repr__(self) -> str:
        count = len(self.moved)
        change = "1 shift changes" if count == 1 else f"{count} shifts change"
        return f"<Replan: {change} hands, {repr(self.plan)[1:-1]}>"

    @property
    def people(self) -> tuple[PersonChange, ...]:
        """The changes of each person."""
        return people(self.plan.rotation, self.moved)

    @property
    def empty(self) -> bool:
        """Whether every shift is as published, and none is gone."""
        published = {(e.shift, *e.reads) for e in self.alignment.before.published}
        same = all((e.shift, *e.reads) in published for e in self.entries())
        return same and not self.alignment.gone

    @property
    def remarks(self) -> tuple[str, ...]:
        """What to know about questions to its plan: where it differs from the published one."""
        texts = []
        if not self.alignment.empty:
            texts.append(f"{BECAUSE}: this is about the published plan as a replan carries it over")
        if self.moved:
            noun = "shift has" if len(self.moved) == 1 else "shifts have"
            texts.append(
                f"{len(self.moved)} published {noun} to change hands: this is about the replan"
            )
        return tuple(texts)

    def entries(self) -> tuple[Entry, ...]:
        """Return the plan as lines of a schedule, after the running shifts that it moves."""
        rows = tuple(row.entry() for row in self.plan.rows)
        planned = {base_id(e.shift) for e in rows}
        return (*(e for e in self.alignment.lines if base_id(e.shift) not in planned), *rows)

    @checked(why=REASON)
    def publish(self, *, why: str = "replan") -> Edition[RotationT_co]:
        """Return the edition that publishes the plan; a released shift is no broken lock.

        Parameters
        ----------
        why : str
            For the change log.

        Raises
        ------
        BadInput
            As `rotation.trades.publish`.
        """
        plan = self.plan
        edition = edition_with(
            self.alignment.before,
            self.entries(),
            plan.today,
            why=why,
            gone=self.alignment.gone_shifts,
            rules=plan.rules,
        )
        # A lock holds at the new bounds of a shift, and the plan kept it there; planning could not
        # fix what settled shifts break at these bounds.
        loose = {*self.released, *self.alignment.moved}
        tolerated = {(v.rule, v.shifts) for v in plan.tolerated}
        broken = tuple(
            v
            for v in edition.broken
            if not (taken_from(v) and set(v.shifts) <= loose)
            and (v.rule, v.shifts) not in tolerated
        )
        return replace(edition, broken=broken)


def _sentences(replanned: Replan[RotationData]) -> Iterator[str]:
    """Yield the changes of a replan, as sentences."""
    plan = replanned.plan
    if plan.stopped:
        yield f"{plan.rotation.name}: {plan.stopped}: {CUT_SHORT}"
    changes = next((o for o in plan.objectives if counts_changes(o.goal)), None)
    moved = {move.shift.id for move in replanned.moved if move.before is not None}
    published = len(moved | set(plan.problem.published))
    carried = carried_over(replanned.alignment)
    if carried:
        noun = "shift is" if len(carried) == 1 else "shifts are"
        yield f"{plan.rotation.name}: {BECAUSE}; {len(carried)} published {noun} carried over"
        yield from (f"  {shift.text(plan.rotation)}" for shift in carried[:_SHOWN])
        if len(carried) > _SHOWN:
            yield f"  and {len(carried) - _SHOWN} more"
        yield from (f"  {text}" for text in shortened(replanned.alignment))
    if replanned.empty:
        yield f"{plan.rotation.name}: nothing changes; the published plan stays as it is"
    elif replanned.moved or not carried:
        filled = len({move.shift.id for move in replanned.moved if move.before is None})
        added = f"{filled} open {'shift' if filled == 1 else 'shifts'} filled; " if filled else ""
        what = "no one else moves" if filled else "no one moves"
        if moved:
            what = _changed(len(moved), published, changes)
        yield f"{plan.rotation.name}: {added}{what}"
        yield from (f"  {change.text}" for change in replanned.people)
    else:
        yield f"{plan.rotation.name}: no one else moves"
    for opening in plan.open_regular:
        yield f"  open: {opening.shift.id}: {opening.text}"
    for violation in plan.tolerated:
        yield f"  settled, and breaks a rule: {violation}"


def _changed(count: int, published: int, changes: Objective | None) -> str:
    """Return how many published shifts change hands, and whether that is proved the fewest."""
    proof = ""
    if changes is not None and changes.proved:
        proof = " (the fewest possible, proved)"
    elif changes is not None:
        proof = f" (not proved: at least {number(changes.bound)} have to)"
    which = f"{count} of the {published} published shifts that are not settled"
    if count == published == 1:
        which = "the one published shift that is not settled"
    return f"{which} {'changes' if count == 1 else 'change'} hands{proof}"
