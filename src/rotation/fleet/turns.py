"""The order in which teams that share people are planned, and what each one sees of the others."""

import json
from collections import deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from zoneinfo import ZoneInfo

from rotation.fleet.colours import coloured, components, scarcity
from rotation.fleet.key import plan_key
from rotation.fleet.report import TeamRow
from rotation.fleet.sharing import OwnShifts, SideBySide, ids_in, readable
from rotation.fleet.together import JointRosters, JointTask
from rotation.fleet.work import Neighbour, Task, TeamOutcome
from rotation.model.elsewhere import clash
from rotation.model.shifts import Entry, Held
from rotation.other_teams import PeopleOfTeams, firm_settings, members_beside, with_own_rest

__all__ = ["Turns"]

_Neighbours = tuple[str, ...]
"""The teams of a component."""


class Turns(SideBySide):
    """The order in which teams are planned, and what each one sees.

    A team has its turn as soon as its neighbours of lower colours are done, whatever else is still
    running. It sees what is settled in its other neighbours, and all of what these have planned:
    so its plan depends neither on the number of workers nor on who is done first.

    When all teams of a component are done, there may be another round of it, with the same turns:

    - once, where the published plan of a team that failed meets plans that were made before it;
    - where shifts are open, and fewer need be: from the rosters that a joint model has, of a team
      with open shifts and its neighbours, or in the end of the whole component. Each of its teams
      then sees those of its neighbours whose turn is later, too.

    Parameters
    ----------
    tasks : sequence of Task
        The teams.
    people : PeopleOfTeams
        Who belongs to several of them. Teams that make that unclear fail.
    together : bool
        Whether loads and shares of people count together in all their teams.
    """

    def __init__(
        self, tasks: Sequence[Task], people: PeopleOfTeams, *, together: bool = False
    ) -> None:
        super().__init__(tasks, people)
        self._together = together
        self._planned: dict[str, tuple[Entry, ...]] = {}
        self._colours = coloured(self._graph, {t: o.scarcity for t, o in self._shifts.items()})
        self._part_of = {team: part for part in components(self._graph) for team in part}
        self._waits_for: dict[str, set[str]] = {}
        self._awaited: dict[_Neighbours, set[str]] = {}
        self._done: dict[str, TeamOutcome] = {}
        self._starts: dict[str, JointRosters] = {}
        self._met: set[_Neighbours] = set()
        self._joined: set[_Neighbours] = set()
        self._joints: dict[_Neighbours, deque[frozenset[str]]] = {}
        self._keys = {part: self._key_of(part) for part in dict.fromkeys(self._part_of.values())}
        self._kept = {part for part, key in self._keys.items() if key and self._is_kept(part, key)}

    @property
    def unchanged(self) -> tuple[TeamRow, ...]:
        """The rows of teams of components that earlier runs planned in several rounds.

        The plan of each is made from those of all, so all are skipped, or none.
        """
        rows = []
        for team in sorted(team for part in self._kept for team in part):
            before = self._tasks[team].remembered
            assert before is not None
            shared = len(ids_in(team, self._people[team]))
            rows.append(replace(before.row, unchanged=True, shared=shared))
        return tuple(rows)

    def first(self) -> tuple[Task, ...]:
        """Return those whose turn it is at once: before those that share nobody, for more wait."""
        parts = [part for part in self._keys if part not in self._kept]
        begin = [team for part in parts for team in self._round_of(part)]
        apart = [team for team in self._tasks if team not in self._graph]
        return self._turns_of((*begin, *apart))

    def after(self, task: Task, outcome: TeamOutcome) -> tuple[Task, ...]:
        """Note what became of a team, and return those whose turn it is now.

        Of a team that failed, the published plan counts.
        """
        if isinstance(task, JointTask):
            return self._after_joint(task, outcome)
        super().after(task, outcome)
        team = task.team
        if team not in self._graph:
            return ()
        self._done[team] = outcome
        self._planned[team] = outcome.planned
        if outcome.row.faults:
            self._held[team] = self._shifts[team].held
        else:
            self._hold(team, outcome.held)
        freed = []
        for other in sorted(self._graph[team]):
            if team in self._waits_for[other]:
                self._waits_for[other].remove(team)
                if not self._waits_for[other]:
                    freed.append(other)
        part = self._part_of[team]
        self._awaited[part].remove(team)
        return self._turns_of(freed) if self._awaited[part] else self._next_round(part)

    def ended(self, team: str) -> tuple[str, Sequence[str]]:
        """Return the key of a component that is done after several rounds, and its teams.

        There is none where a team failed, where a time limit may have decided, and for a dry run.
        """
        part, own = self._part_of.get(team, ()), self._tasks[team]
        several = part in self._met | self._joined and not self._awaited[part]
        limited = own.options.get("time_limit") is not None
        if not several or limited or not own.files or self._failed.intersection(part):
            return "", ()
        return self._keys[part], part

    def _key_of(self, part: _Neighbours) -> str:
        """Return the key of all plans of a component: of what is known of each team by itself."""
        people = {person.id: person for team in part for person in self._people[team]}
        own = [(team, self._shifts[team].key) for team in part]
        if not all(key for _, key in own):
            return ""
        members = [(name, people[name].members) for name in sorted(people)]
        return sha256(json.dumps([own, members, self._together]).encode()).hexdigest()

    def _is_kept(self, part: _Neighbours, key: str) -> bool:
        """Tell whether all plans of a component are those that were made of the same input."""
        tasks = [self._tasks[team] for team in part]
        return all(
            task.remembered is not None
            and task.remembered.component == key
            and task.remembered.intact_in(task.out)
            for task in tasks
        )

    def _round_of(self, part: _Neighbours, among: Collection[str] = ()) -> list[str]:
        """Begin a round of those that did not fail, or of some; return who waits for nobody."""
        able = [team for team in among or part if team not in self._failed]
        self._awaited[part] = set(able)
        for team in part:
            lower = {n for n in self._graph[team] if self._colours[n] < self._colours[team]}
            self._waits_for[team] = lower.intersection(able) if team in able else set()
        return sorted(team for team in able if not self._waits_for[team])

    def _next_round(self, part: _Neighbours) -> tuple[Task, ...]:
        """Return what a further round of a component begins with; nothing if none is needed."""
        able = [team for team in part if team not in self._failed]
        if part not in self._met and self._unseen_failures(able):
            self._met.add(part)
            for team in able:
                self._starts.pop(team, None)
                self._held[team] = self._shifts[team].settled
                self._planned.pop(team)
            return self._turns_of(self._round_of(part))
        open_in = [team for team in able if self._done[team].open_regular]
        if part not in self._joints:
            scarcest = sorted(open_in, key=lambda team: (self._colours[team], team))
            near = [frozenset((team, *self._graph[team])).intersection(able) for team in scarcest]
            self._joints[part] = deque(dict.fromkeys((*near, frozenset(able))))
        while open_in and self._joints[part]:
            among = self._joints[part].popleft()
            if len(among) > 1 and among.intersection(open_in):
                self._joined.add(part)
                return (self._joint_task(sorted(among), whole=len(among) == len(able)),)
        return ()

    def _joint_task(self, among: Sequence[str], *, whole: bool) -> JointTask:
        """Return the task of solving some teams at once, while the plans of the others stay."""
        held = {**self._held, **{team: self._shifts[team].settled for team in among}}
        teams = tuple(self._seeing(team, held) for team in among)
        people = {person.id: person for team in among for person in self._people[team]}
        first = teams[0]
        return JointTask(
            *(first.team, first.folder, first.today, first.now, first.options),
            teams=teams,
            rosters={team: self._done[team].roster for team in among},
            people=tuple(people[name] for name in sorted(people)),
            whole=whole,
        )

    def _after_joint(self, task: JointTask, outcome: TeamOutcome) -> tuple[Task, ...]:
        """Begin the round from better rosters; without any, the plans stay as they are."""
        part = self._part_of[task.team]
        if not (isinstance(outcome, JointRosters) and outcome.rosters):
            return self._next_round(part)
        for team in outcome.rosters:
            self._starts[team] = outcome
            self._hold(team, outcome.shared[team])
        return self._turns_of(self._round_of(part, outcome.rosters.keys()))

    def _unseen_failures(self, able: Collection[str]) -> bool:
        """Tell whether a team that failed has published what plans made before it did not see."""
        return any(
            clash(unseen.shift, planned.shift)
            for failed in sorted(self._failed.intersection(self._graph))
            for person in self._people[failed]
            for team, who in person.members
            if team in able and self._colours[team] < self._colours[failed]
            for unseen in set(self._shifts[failed].held) - set(self._shifts[failed].settled)
            if unseen.engineer == person.id_in(failed)
            for planned in self._held[team]
            if planned.engineer == who
        )

    def _hold(self, team: str, planned: Iterable[Held]) -> None:
        """Note what shared people hold in a team: what is settled, and what is planned."""
        shifts = (*self._shifts[team].settled, *planned)
        self._held[team] = tuple({(h.shift.track, h.shift.id): h for h in shifts}.values())

    def _turns_of(self, teams: Iterable[str]) -> tuple[Task, ...]:
        tasks = super()._turns_of(teams)
        return tuple(
            replace(
                task,
                neighbours=self._neighbours(task.team),
                start=starts.rosters[task.team] if starts else None,
            )
            for task in tasks
            for starts in (self._starts.get(task.team),)
        )

    def _neighbours(self, team: str) -> tuple[Neighbour, ...]:
        """Return the teams whose loads count together with those of a team, as planned last."""
        if not self._together:
            return ()
        return tuple(
            Neighbour(
                other,
                self._tasks[other].folder,
                members_beside(team, other, self._people[team]),
                self._planned.get(other, ()),
            )
            for other in sorted(self._graph.get(team, ()))
        )

    @staticmethod
    def _own_shifts(task: Task, ids: Collection[str]) -> OwnShifts:
        """Return what shared people do in a team, what of it is settled, and how scarce it is."""
        rotation = readable(task)
        if rotation is None:
            return OwnShifts(unread=True)
        own = SideBySide._own_shifts(task, ids)
        if task.refused:  # it is not planned, so all that it has published is settled
            return own
        today = task.day_in(ZoneInfo(rotation.timezone))
        try:
            problem = rotation.problem(today=today, **task.horizon)
        except Exception:  # it cannot be planned, either, and its worker reports why
            return own
        locked = [
            Held(shift, lock.engineer, lock.source)
            for shift in problem.shifts
            if (lock := problem.locks.get(shift.id)) is not None
        ]
        settled = (held for held in (*problem.carried, *locked) if held.engineer in ids)
        return replace(
            own,
            settled=with_own_rest(problem, settled),
            settings=firm_settings(rotation),
            scarcity=scarcity(problem),
            key=plan_key(rotation, today, task.options),
        )
