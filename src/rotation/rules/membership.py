"""Nobody is on call before their grace ends or after they leave."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from rotation.model.by_value import ByValue
from rotation.model.problem import Block, BlockKind, Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.rules.away import Blocked
from rotation.rules.base import View, Violation
from rotation.rules.common import local_day, plural_days, with_person
from rotation.rules.grounds import Fields, Grounds, Words, called, personal
from rotation.rules.remedies import Case, ChangeKind, Remedy
from rotation.rules.settings import Settings, setting, settings_of
from rotation.rules.traits import Traits

__all__ = ["GraceSettings", "Membership"]


@dataclass(frozen=True, kw_only=True)
class GraceSettings(Settings):
    """Keys of `[newcomers]`."""

    table = "newcomers"

    grace_days: int = setting(60, least=0, most=3660, unit="days")


def _fields(problem: Problem, block: Block) -> Fields:
    if block.kind is BlockKind.GONE:
        return {"kind": block.kind, "quantities": {"day": local_day(problem, block.start)}}
    day = local_day(problem, block.end)
    (own,) = settings_of(problem, Membership, GraceSettings)
    return {
        "kind": block.kind,
        "quantities": {"day": day, "joined": block.joined},
        "setting": own.place("grace_days"),
    }


class Membership(ByValue):
    """Nobody is on call before `joined + grace_days` or from the day they leave."""

    name = "membership"
    title = "nobody is on call before they serve or after they leave"
    traits = Traits(lasting=True, one_person=True, firmness=60)
    settings = GraceSettings
    _blocked = Blocked(name, (BlockKind.GRACE, BlockKind.GONE), _fields, "would not serve during")

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield every shift held too early or too late."""
        return self._blocked.check(problem, roster, self.words)

    def post(self, problem: Problem, view: View) -> None:
        """Forbid every shift that begins too early or ends too late."""
        self._blocked.post(problem, view)

    def keeps_off(self, problem: Problem, person: Person, shift: Shift) -> Grounds | None:
        """Return what keeps a person off a shift that begins too early or ends too late."""
        return self._blocked.keeps_off(problem, person, shift)

    def lifted(self, problem: Problem) -> Problem:
        """Return the problem in which everybody always serves."""
        return self._blocked.lifted(problem)

    def words(self, problem: Problem, grounds: Grounds) -> Words:
        """Return the words: since when or until when somebody serves."""
        day, joined = grounds.quantity("day"), grounds.quantity("joined")
        if grounds.kind == BlockKind.GONE:
            made = personal(
                problem, grounds, f"leaves on {day}", "has left", short_many="have left"
            )
        else:
            clause = f"serves from {day}"
            if str(joined) == day:
                clause = f"joins on {day}"
            elif isinstance(joined, date):
                grace = plural_days(date.fromisoformat(str(day)) - joined)
                clause = f"joined {joined} and serves from {day} ({grace} of grace)"
            made = personal(problem, grounds, clause, "not serving yet")
        return replace(made, sentence=grounds.because) if grounds.because else made

    def remedies(self, case: Case) -> Iterator[Remedy]:
        """Let somebody serve before the end of grace; people who left cannot come back."""
        if case.grounds.kind != BlockKind.GRACE:
            return
        (person,) = case.grounds.about
        owner = case.problem.person(person)
        meant = self._blocked.meant(case.problem, case.grounds)
        first = min(shift.start for shift in case.needs)
        blocks = tuple(
            replace(block, end=min(block.end, first), shadows_from=None)
            if block in meant
            else block
            for block in owner.blocks
        )
        if blocks != owner.blocks:
            day = min(shift.first_day for shift in case.needs)
            yield Remedy(
                ChangeKind.START,
                person,
                f"{called(case.problem, person)} serves from {day} already",
                with_person(case.problem, replace(owner, blocks=blocks)),
            )
