"""What the people of a team do in the other teams of its fleet, when it is loaded (D12)."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from rotation.config.fleet import read_fleet
from rotation.config.folder import load
from rotation.config.known_spans import known_by_both
from rotation.config.likely_teams import identities_beside
from rotation.errors import BadInput, Fault
from rotation.model.settings import RotationData
from rotation.model.spelling import listed
from rotation.other_teams import (
    Identified,
    SharedPerson,
    elsewhere_for,
    firm_settings,
    limits_for,
    memberships,
    people_of_teams,
    shifts_held,
    teams_beside,
    time_off_for,
    unknown_addresses,
    with_other_teams,
)

__all__ = ["with_fleet"]


def with_fleet(
    rotation: RotationData,
    folder: Path,
    team: str,
    known_goals: Sequence[str],
    today: date | None,
) -> RotationData | None:
    """Return a rotation that knows what its people do in the other teams of a fleet.

    Teams that share somebody are read as a whole, and most others not at all.

    Parameters
    ----------
    rotation : RotationData
        The team by itself.
    folder : pathlib.Path
        Where `fleet.toml` is.
    team : str
        The folder of the team, relative to that.
    known_goals, today
        As for `rotation.config.load`.

    Returns
    -------
    RotationData or None
        With a remark for each team that cannot be read; None if the team is none of the fleet.

    Raises
    ------
    BadInput
        With every fault of `fleet.toml`, and if two people of the team would be one person.
    """
    with _placed_from(team):
        fleet = read_fleet(folder, whole=False)
        if team not in fleet.teams:
            return None
        beside = [other for other in fleet.teams if other != team]
        others = identities_beside(folder, team, rotation.engineers, beside, fleet.people)
        everybody: dict[str, Sequence[Identified]] = {team: rotation.engineers, **others.people}
        known = people_of_teams(everybody, fleet.people)
        people = known.shared_in(team)
    # A team that cannot be read may have the address.
    unread = others.unread or fleet.unseen
    doubtful = () if unread else unknown_addresses(team, everybody, fleet.people)
    remarks = [replace(f, place=_from(team, f.place)) for f in (*fleet.unseen, *doubtful)]
    unknown = "whether it shares people with this one, and what they do there, is not known"
    remarks += [_unread(team, other, unknown) for other in others.unread]
    remarks += [_unclear(team, other, ids) for other, ids in known.unclear_beside(team).items()]
    rotations: dict[str, RotationData] = {}
    for other, ids in _shared_by_team(team, people).items():
        try:
            rotations[other] = load(folder / other, known_goals, today)
        except BadInput:
            unseen = f"the shifts and the time off of {listed(ids)} there are not seen"
            remarks.append(_unread(team, other, unseen))
    seen = _with_rotations(rotation, team, people, rotations)
    return seen.amended(
        remarks=(*rotation.remarks, *sorted(remarks)),
        beside=teams_beside(team, people, rotations) if fleet.together else (),
    )


def _with_rotations(
    rotation: RotationData,
    team: str,
    people: Sequence[SharedPerson],
    others: Mapping[str, RotationData],
) -> RotationData:
    """Return a rotation with what its people do in other rotations, by team."""
    held = {
        other: shifts_held(loaded, [who for person in people if (who := person.id_in(other))])
        for other, loaded in others.items()
    }
    time_off = {other: loaded.time_off for other, loaded in others.items()}
    known = rotation.time_off_known
    for loaded in others.values():
        known = known_by_both(known, loaded.time_off_known)
    elsewhere = elsewhere_for(team, people, held)
    seen = with_other_teams(rotation, elsewhere, time_off_for(team, people, time_off))
    firm = {other: firm_settings(loaded) for other, loaded in others.items()}
    return seen.amended(time_off_known=known, limits_elsewhere=limits_for(team, people, firm))


def _shared_by_team(team: str, people: Sequence[SharedPerson]) -> dict[str, list[str]]:
    """Return who of a team belongs to which other team, by the ids in the team."""
    shared: dict[str, list[str]] = {}
    for own, other, _ in memberships(team, people):
        shared.setdefault(other, []).append(own)
    return {other: sorted(ids) for other, ids in sorted(shared.items())}


def _unread(team: str, other: str, so: str) -> Fault:
    hint = "`rotation check` there says why"
    return Fault(_from(team, other), f"the team cannot be read: {so}", hint)


def _unclear(team: str, other: str, ids: Sequence[str]) -> Fault:
    what = f"{listed(ids)} of this team would be one person: what they do there is not seen"
    return Fault(_from(team, other), what, "`rotation check` there says why")


@contextmanager
def _placed_from(team: str) -> Iterator[None]:
    """Let errors have places relative to the folder of a team, as those of its own files."""
    try:
        yield
    except BadInput as error:
        moved = [replace(fault, place=_from(team, fault.place)) for fault in error.faults]
        raise BadInput(moved) from error


def _from(team: str, place: str) -> str:
    """Return a place in the fleet's folder as it is called in the folder of a team."""
    own = f"{team}/"
    if place.startswith(own):
        return place.removeprefix(own)
    return posixpath.join(posixpath.relpath("/", f"/{team}"), place) if team != "." else place
