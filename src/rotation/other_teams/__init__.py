"""People of a rotation who belong to other teams of a fleet, and what they do there."""

from rotation.other_teams.people import (
    DeclaredPerson,
    Identified,
    Identity,
    PeopleOfTeams,
    SharedPerson,
    addresses_of,
    memberships,
    people_of_teams,
    shared_people,
    unknown_addresses,
)
from rotation.other_teams.shifts import (
    elsewhere_for,
    firm_settings,
    limits_for,
    members_beside,
    shifts_held,
    teams_beside,
    time_off_for,
    with_other_teams,
    with_own_rest,
    with_planned,
)

__all__ = [
    "DeclaredPerson",
    "Identified",
    "Identity",
    "PeopleOfTeams",
    "SharedPerson",
    "addresses_of",
    "elsewhere_for",
    "firm_settings",
    "limits_for",
    "members_beside",
    "memberships",
    "people_of_teams",
    "shared_people",
    "shifts_held",
    "teams_beside",
    "time_off_for",
    "unknown_addresses",
    "with_other_teams",
    "with_own_rest",
    "with_planned",
]
