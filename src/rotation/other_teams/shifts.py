"""What people do in their other teams: shifts held there, and time off written there."""

import posixpath
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from rotation.horizon.ids import base_id
from rotation.model.configured import Configured
from rotation.model.elsewhere import Elsewhere
from rotation.model.people import TimeOff
from rotation.model.problem import Problem
from rotation.model.settings import Beside, RotationData, RotationT
from rotation.model.shifts import Entry, Held
from rotation.model.source import Source, SourceElsewhere
from rotation.other_teams.people import SharedPerson, memberships
from rotation.rules.members import limits_of_member
from rotation.rules.rest_hours import asking, rest_tables
from rotation.written.entries import held_from_entries
from rotation.written.published import records

__all__ = [
    "elsewhere_for",
    "firm_settings",
    "limits_for",
    "members_beside",
    "seen_from",
    "shifts_held",
    "teams_beside",
    "time_off_for",
    "with_other_teams",
    "with_own_rest",
    "with_planned",
]


def shifts_held(rotation: RotationData, engineers: Collection[str]) -> tuple[Held, ...]:
    """Return what some people of a team hold in its history and its published plan.

    Parameters
    ----------
    rotation : RotationData
        The team.
    engineers : collection of str
        Ids in it.

    Returns
    -------
    tuple of Held
        By start, track and id; of shifts with the rest that the team asks for (`with_own_rest`).
    """
    entries = [
        entry
        for record in records(rotation).values()
        if any(entry.engineer in engineers for entry in record.entries)
        for entry in record.entries
    ]
    held = (h for h in held_from_entries(rotation, entries) if h.engineer in engineers)
    return with_own_rest(rotation, held)


def with_own_rest(team: RotationData | Problem, held: Iterable[Held]) -> tuple[Held, ...]:
    """Return shifts of a team with the rest that it asks for beside shifts of other teams.

    Parameters
    ----------
    team : RotationData or Problem
        Its tables `[[rules.rest]]` say hours in place of days.
    held : iterable of Held
        In any order: of its records or of a plan.
    """
    tables = rest_tables(team.settings)
    return tuple(replace(h, shift=asking(tables, h.shift)) for h in held)


def elsewhere_for(
    team: str, people: Iterable[SharedPerson], held: Mapping[str, Sequence[Held]]
) -> tuple[Elsewhere, ...]:
    """Return what the people of a team hold in other teams.

    Parameters
    ----------
    team : str
        Whose people.
    people : iterable of SharedPerson
        Who belongs to several teams.
    held : mapping of str to sequence of Held
        What is held in each team, by the ids of that team.
    """
    shifts = [
        Elsewhere(own, other, h.shift, seen_from(team, other, h.source))
        for own, other, id_there in memberships(team, people)
        for h in held.get(other, ())
        if h.engineer == id_there
    ]
    return tuple(
        sorted(
            shifts,
            key=lambda e: (e.shift.start, e.team, e.shift.track, e.shift.id, e.engineer),
        )
    )


def seen_from(team: str, other: str, source: Source | None) -> Source | None:
    """Return a place in the files of one team as another one calls it: `../search/published.csv`.

    Parameters
    ----------
    team, other : str
        The folder of the team that looks, and of the one whose file it is.
    source : Source or None
        Relative to the folder of the other team.
    """
    if source is None:
        return None
    folder = posixpath.relpath(f"/{other}", f"/{team}")
    return SourceElsewhere(posixpath.join(folder, source.file), source.line)


def time_off_for(
    team: str, people: Iterable[SharedPerson], time_off: Mapping[str, Sequence[TimeOff]]
) -> tuple[TimeOff, ...]:
    """Return the time off that is written in other teams, with the ids of a team.

    Parameters
    ----------
    team : str
        Whose people.
    people : iterable of SharedPerson
        Who belongs to several teams.
    time_off : mapping of str to sequence of TimeOff
        That of each team, by the ids of that team.
    """
    return tuple(
        replace(absence, engineer=own, source=seen_from(team, other, absence.source))
        for own, other, id_there in memberships(team, people)
        for absence in time_off.get(other, ())
        if absence.engineer == id_there
    )


def teams_beside(
    team: str, people: Iterable[SharedPerson], rotations: Mapping[str, RotationData]
) -> tuple[Beside, ...]:
    """Return the other teams of the people of a team, for loads that count together.

    Parameters
    ----------
    team : str
        Whose people.
    people : iterable of SharedPerson
        Who belongs to several teams.
    rotations : mapping of str to RotationData
        The other teams, each by itself.

    Returns
    -------
    tuple of Beside
        By team.
    """
    known = tuple(people)
    return tuple(
        Beside(other, rotation, members)
        for other, rotation in sorted(rotations.items())
        if (members := members_beside(team, other, known))
    )


def members_beside(
    team: str, other: str, people: Iterable[SharedPerson]
) -> tuple[tuple[str, str], ...]:
    """Return the ids in two teams of everybody who belongs to both, sorted."""
    ids = ((own, there) for own, where, there in memberships(team, people) if where == other)
    return tuple(sorted(ids))


def with_planned(rotation: RotationT, planned: Sequence[Entry]) -> RotationT:
    """Return a rotation with a plan in place of what is published of the same time.

    Parameters
    ----------
    rotation : RotationData
        A team.
    planned : sequence of Entry
        Who holds the shifts of a plan.
    """
    if not planned:
        return rotation
    spoken = {(entry.track, base_id(entry.shift)) for entry in planned}
    kept = [
        entry
        for entry in rotation.published
        if (entry.track, base_id(entry.shift)) not in spoken
        and not any(
            p.track == entry.track and p.start < entry.end and entry.start < p.end for p in planned
        )
    ]
    lines = sorted((*kept, *planned), key=lambda e: (e.start, e.track, e.shift))
    return rotation.amended(published=tuple(lines))


def firm_settings(rotation: RotationData) -> tuple[Configured, ...]:
    """Return the settings of a team without those of rules that need not hold there."""
    soft = {f"rules.{name}" for name in rotation.soft}
    return tuple(table for table in rotation.settings if table.table not in soft)


def limits_for(
    team: str, people: Iterable[SharedPerson], others: Mapping[str, Sequence[Configured]]
) -> tuple[Configured, ...]:
    """Return the limits of other teams that count what people do in a team, as limits there.

    Those of shifts and of weekends, with their places as the team calls them.

    Parameters
    ----------
    team : str
        Whose people.
    people : iterable of SharedPerson
        Who belongs to several teams.
    others : mapping of str to sequence of Configured
        The settings of each team whose limits must hold.
    """
    return tuple(
        replace(table, places=_places_seen(team, other, table))
        for own, other, id_there in memberships(team, people)
        for table in limits_of_member(others.get(other, ()), id_there, own)
    )


def _places_seen(team: str, other: str, table: Configured) -> tuple[tuple[str, Source], ...]:
    """Return where a table of another team is written, from the folder of a team."""
    seen = ((key, seen_from(team, other, place)) for key, place in table.places)
    return tuple((key, place) for key, place in seen if place is not None)


def with_other_teams(
    rotation: RotationT,
    elsewhere: Sequence[Elsewhere],
    time_off: Sequence[TimeOff],
    beside: Sequence[Beside] = (),
) -> RotationT:
    """Return a rotation that knows what its people do in other teams.

    Parameters
    ----------
    rotation : RotationData
        The team by itself.
    elsewhere : sequence of Elsewhere
        In their order.
    time_off : sequence of TimeOff
        Written in other teams; what the team has itself is not added again.
    beside : sequence of Beside
        The other teams, where loads count together.
    """
    known = {(a.engineer, a.start, a.end, a.kind) for a in rotation.time_off}
    added = [a for a in time_off if (a.engineer, a.start, a.end, a.kind) not in known]
    away = sorted((*rotation.time_off, *added), key=lambda a: (a.engineer, a.start, a.end))
    return rotation.amended(
        elsewhere=tuple(elsewhere), time_off=tuple(dict.fromkeys(away)), beside=tuple(beside)
    )
