"""Who is who at a remote."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from rotation.errors import BadInput, Fault, printable
from rotation.model.remotes import Remote
from rotation.model.settings import RotationData
from rotation.model.spelling import listed, nearest
from rotation.remotes.tool import Somebody

__all__ = ["somebodies", "unknown_person", "users_of"]


class AddressBook(Protocol):
    """What of a tool is needed to name the nearest address."""

    def addresses(self) -> Sequence[str]:
        """As `RemoteTool.addresses`."""
        ...


class UserList(Protocol):
    """What of a tool is needed to find people."""

    def users(self, people: Sequence[Somebody]) -> Mapping[str, str]:
        """As `RemoteTool.users`."""
        ...


def somebodies(
    rotation: RotationData, remote: Remote, people: Collection[str]
) -> tuple[Somebody, ...]:
    """Return what a remote has to know of people, in the order of their ids.

    Parameters
    ----------
    rotation : RotationData
        The team.
    remote : Remote
        Whose `remote_ids` count.
    people : collection of str
        Ids of engineers.
    """
    return tuple(
        Somebody(e.id, e.name, e.email, dict(e.remote_ids).get(remote.name, ""))
        for e in rotation.engineers
        if e.id in people
    )


def users_of(
    rotation: RotationData, remote: Remote, tool: UserList, people: Collection[str]
) -> Mapping[str, str]:
    """Return what a remote calls each person by id, without those it does not know.

    Raises
    ------
    BadInput
        When two people are one user there, so that the shifts of one would call the other.
    """
    users = tool.users(somebodies(rotation, remote, people))
    bearers: dict[str, list[str]] = defaultdict(list)
    for person, user in sorted(users.items()):
        bearers[user].append(rotation.labels[person])
    faults = [
        Fault(
            f"{remote.place}: remote {remote.name}",
            f"{listed(names)} are one person there, {printable(user)}",
            f"correct their addresses, or remote_ids = {{ {remote.name} = ... }}",
        )
        for user, names in sorted(bearers.items())
        if len(names) > 1
    ]
    if faults:
        raise BadInput(faults)
    return users


def unknown_person(rotation: RotationData, remote: Remote, tool: AddressBook, person: str) -> str:
    """Return why a person is unknown at a remote, and what to do about it."""
    (who,) = somebodies(rotation, remote, {person})
    fix = f"or set remote_ids = {{ {remote.name} = ... }}"
    if who.remote_id:
        return f"{remote.name} has nobody with the id {who.remote_id!r}; correct remote_ids"
    if not who.email:
        return f"{remote.name} cannot know them without an address; add it, {fix}"
    near = nearest(who.email, tool.addresses())
    hint = f"is it {printable(near)}?" if near else "add them there,"
    return f"{remote.name} has nobody, or several people, with {who.email}; {hint} {fix}"
