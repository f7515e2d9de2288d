"""Who is who at a remote."""

from collections.abc import Collection, Sequence
from typing import Protocol

from rotation.model.remotes import Remote
from rotation.model.settings import RotationData
from rotation.model.spelling import nearest
from rotation.remotes.tool import Somebody

__all__ = ["somebodies", "unknown_person"]


class AddressBook(Protocol):
    """What of a tool is needed to name the nearest address."""

    def addresses(self) -> Sequence[str]:
        """As `RemoteTool.addresses`."""
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


def unknown_person(rotation: RotationData, remote: Remote, tool: AddressBook, person: str) -> str:
    """Return why a person is unknown at a remote, and what to do about it."""
    (who,) = somebodies(rotation, remote, {person})
    fix = f"or set remote_ids = {{ {remote.name} = ... }}"
    if who.remote_id:
        return f"{remote.name} has nobody with the id {who.remote_id!r}; correct remote_ids"
    if not who.email:
        return f"{remote.name} cannot know them without an address; add it, {fix}"
    near = nearest(who.email, tool.addresses())
    hint = f"is it {near}?" if near else "add them there,"
    return f"{remote.name} has nobody, or several people, with {who.email}; {hint} {fix}"
