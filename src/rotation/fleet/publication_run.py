"""The publications of teams, judged together and written one after the other."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from rotation.api import Rotation, read_schedule
from rotation.config.journal_places import config_file, home_at
from rotation.errors import BadInput, Fault, Interrupted, RotationError
from rotation.export.work import working
from rotation.fleet.publication import TeamPublication
from rotation.fleet.report import failed
from rotation.fleet.sharing import ids_in
from rotation.fleet.work import Task, read_team
from rotation.model.people import TimeOff
from rotation.model.shifts import Held
from rotation.other_teams import SharedPerson, elsewhere_for, shifts_held, time_off_for
from rotation.rules import Violation
from rotation.trades import publish
from rotation.trades.edition import Edition
from rotation.trades.public_folder import secret_in
from rotation.trades.publications import not_worked, open_regular, publication_counts, sooner

__all__ = ["PublicationRun"]

_COMMAND = "rotation fleet publish"
_BESIDE = "plan the fleet again: `rotation fleet plan`"
_ALONE = "plan the team again, or publish it alone with --force and --why"


@dataclass(frozen=True, slots=True)
class _HeldByShared:
    """What shared people hold in a team: as it is, as it is to be, and what is in both."""

    before: tuple[Held, ...] = ()
    after: tuple[Held, ...] = ()
    time_off: tuple[TimeOff, ...] = ()

    @property
    def common(self) -> tuple[Held, ...]:
        """Those that stay whether the plan is published or not."""
        return tuple(held for held in self.after if held in self.before)


@dataclass(slots=True)
class PublicationRun:
    """The publication of a fleet, team after team.

    Attributes
    ----------
    tasks : mapping of str to Task
        By team.
    together : mapping of str to tuple of SharedPerson
        The people of each team who belong to others, too; without teams that share nobody.
    why : str
        For change logs.
    environment : mapping of str to str
        With the secrets.
    write : bool
        Whether to write.
    rows : dict of str to TeamPublication
        What became of each team so far.
    """

    tasks: Mapping[str, Task]
    together: Mapping[str, tuple[SharedPerson, ...]]
    why: str
    environment: Mapping[str, str]
    write: bool
    rows: dict[str, TeamPublication] = field(default_factory=dict)
    _held: dict[str, _HeldByShared] = field(default_factory=dict)
    _refused: set[str] = field(default_factory=set)

    def judge(self) -> None:
        """Decide which of the plans of teams that share people can be published together.

        Of two plans that cannot, the later team's is refused. A refused team keeps what it has
        published, and plans that only fit what it was to publish are refused, too.
        """
        for team in self.together:
            self._read(team)
        undecided = [team for team in self.together if team not in self._refused]
        for number, team in enumerate(undecided):
            self._decide(team, later=undecided[number + 1 :])
        # Until here, refused ones counted with less than they keep for the teams before them.
        seen = self._refused - set(undecided)
        while new := self._refused - seen:
            seen |= new
            for team in undecided:
                if team not in self._refused and self._beside(team) & new:
                    self._decide(team)

    def publish(self, team: str) -> None:
        """Publish the plan of a team unless it is refused."""
        if team in self._refused:
            return
        task = self.tasks[team]
        home = home_at(config_file(Path(task.folder)))
        try:
            with working(home, _COMMAND) if self.write else nullcontext():
                edition, row = self._edition(team, self._now(team))
                if self.write and not row.faults:
                    edition.write(secret=secret_in(edition.after, self.environment))
        except Interrupted:
            raise
        except Exception as error:
            row = TeamPublication.of_failure(failed(team, error))
        self.rows[team] = row
        if row.faults:
            self._refused.add(team)

    def _read(self, team: str) -> None:
        """Note what the shared people of a team hold there, before and after its publication."""
        try:
            edition, row = self._edition(team, {})
            if self.write:
                secret_in(edition.after, self.environment)
        except Exception as error:
            self._refuse(TeamPublication.of_failure(failed(team, error)))
            self._held[team] = self._as_published(team)
            return
        ids = ids_in(team, self.together[team])
        time_off = tuple(away for away in edition.before.time_off if away.engineer in ids)
        before, after = shifts_held(edition.before, ids), shifts_held(edition.after, ids)
        self._held[team] = _HeldByShared(before, before if row.faults else after, time_off)
        if row.faults:
            self._refuse(row)

    def _decide(self, team: str, later: Sequence[str] = ()) -> None:
        """Refuse the plan of a team that breaks a rule beside the others.

        Of `later` teams, which are not decided yet, only what stays in any case counts.
        """
        held = self._now(team) | {other: self._held[other].common for other in later}
        _, row = self._edition(team, held)
        if row.faults:
            self._refuse(row)

    def _now(self, team: str) -> dict[str, tuple[Held, ...]]:
        """Return what is held in the other teams once all plans that are not refused are out."""
        return {
            other: held.before if other in self._refused else held.after
            for other, held in self._held.items()
            if other != team
        }

    def _beside(self, team: str) -> set[str]:
        """Return the teams that share people with a team."""
        return {other for person in self.together[team] for other, _ in person.members} - {team}

    def _refuse(self, row: TeamPublication) -> None:
        self.rows[row.team] = row
        self._refused.add(row.team)

    def _as_published(self, team: str) -> _HeldByShared:
        """Return what is held in a team whose plan cannot be published; nothing if unknown."""
        try:
            rotation = read_team(replace(self.tasks[team], refused=()))
        except (OSError, RotationError):
            return _HeldByShared()
        held = shifts_held(rotation, ids_in(team, self.together[team]))
        return _HeldByShared(held, held, rotation.time_off)

    def _edition(
        self, team: str, held: Mapping[str, Sequence[Held]]
    ) -> tuple[Edition[Rotation], TeamPublication]:
        """Return the publication of a team beside what is held in others, and its row."""
        people = self.together.get(team, ())
        time_off = {other: own.time_off for other, own in self._held.items() if other != team}
        task = replace(
            self.tasks[team],
            elsewhere=elsewhere_for(team, people, held),
            time_off=time_off_for(team, people, time_off) if held else (),
        )
        rotation = read_team(task)
        path = Path(rotation.places.folder) / "out" / "schedule.csv"
        if not path.exists():
            raise BadInput(Fault(str(path), "there is no plan to publish", "plan first"))
        entries = not_worked(rotation, read_schedule(rotation, path))
        today = task.day_in(ZoneInfo(rotation.timezone))
        edition = publish(rotation, entries, today, why=self.why)
        counts = publication_counts(edition, entries)
        open_ = len(open_regular(rotation, entries))
        fix = _BESIDE if people and held else _ALONE
        faults = tuple(_fault(violation, fix) for violation in edition.broken)
        return edition, TeamPublication(
            team,
            int(bool(open_ or faults)),
            len(entries),
            counts["new"],
            counts["changed"],
            open_,
            sum(map(len, sooner(edition).values())),
            faults,
        )


def _fault(violation: Violation, fix: str) -> Fault:
    """Return a broken rule as a fault, at the first line that it is about."""
    own = violation.supposed
    places = [str(source) for source in own.sources]
    return Fault(places[0] if places else "", f"breaks a rule: {own.rule}: {own.text}", fix)
