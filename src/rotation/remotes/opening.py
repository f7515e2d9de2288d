"""Opens a remote for requests: the tools of this package, and those of entry points.

An entry point of the group `rotation.remotes` names a callable that takes the rotation, the
`Remote` and the environment, and returns a `RemoteTool`.
"""

from collections.abc import Mapping
from importlib.metadata import entry_points
from pathlib import Path

from rotation.arguments import instance
from rotation.config.remotes import GROUP
from rotation.errors import BadInput, Fault
from rotation.model.entrances import Entrance
from rotation.model.remotes import Remote
from rotation.model.settings import RotationData
from rotation.model.spelling import listed, nearest
from rotation.remotes.membership import MembershipTool
from rotation.remotes.secrets import secret_of
from rotation.remotes.tool import RemoteTool

__all__ = ["ENVIRONMENT", "folder_of", "open_tool", "remote_named"]


ENVIRONMENT = instance(Mapping, "a mapping of names of variables to their values")


def folder_of(rotation: RotationData) -> Path:
    """Return the folder of a rotation, in which ledgers are.

    Raises
    ------
    BadInput
        When it was made in Python and has none.
    """
    if not rotation.places.config:
        what = "a rotation that was made in Python has no folder for the ledger"
        raise BadInput(Fault("rotation", what, "write it with save(), and load it from there"))
    return Path(rotation.places.folder)


def remote_named(rotation: RotationData, name: str) -> Remote:
    """Return a remote of a rotation.

    Raises
    ------
    BadInput
        When it has none of this name; with the nearest.
    """
    known = {remote.name: remote for remote in rotation.remotes}
    if name in known:
        return known[name]
    near = nearest(name, known)
    hint = f"did you mean {near!r}?" if near else f"known are {listed(known)}"
    if not known:
        hint = Entrance().another("remote")
    raise BadInput(Fault("REMOTE", f"there is no remote {name!r}", hint))


def open_tool(
    rotation: RotationData, remote: Remote, environment: Mapping[str, str]
) -> RemoteTool | MembershipTool:
    """Return the tool of a remote, ready for requests; nothing is sent yet.

    Parameters
    ----------
    rotation : RotationData
        For names and titles.
    remote : Remote
        One of its remotes.
    environment : mapping of str to str
        The variables that `token_env` and `credentials_env` name.

    Raises
    ------
    BadInput
        When a secret is missing, a library is not installed, or nobody has the tool.
    """
    at = f"{remote.place}: remote {remote.name}"
    match remote.tool:
        case "caldav":
            from rotation.remotes.tools.caldav import CalDav  # noqa: PLC0415 - with a library

            secret = secret_of(remote.token_env, environment, at) if remote.token_env else None
            return CalDav(rotation, remote.name, url=remote.url, user=remote.user, secret=secret)
        case "google":
            from rotation.remotes.tools.google import GoogleCalendar  # noqa: PLC0415 - see above
            from rotation.remotes.tools.google_key import key_of  # noqa: PLC0415 - see above

            folder = Path(rotation.places.folder)
            key = key_of(remote.credentials_env, environment, folder, at)
            return GoogleCalendar(rotation, remote.name, key=key, url=remote.url)
        case "slack-group":
            from rotation.remotes.tools.slack import SlackGroup  # noqa: PLC0415 - see above

            return SlackGroup(secret_of(remote.token_env, environment, at), url=remote.url)
    from rotation.remotes.tools.pagers import PAGERS, open_pager  # noqa: PLC0415 - see above

    if remote.tool in PAGERS:
        secret = secret_of(remote.token_env, environment, at)
        return open_pager(remote.tool, secret, url=remote.url, user=remote.user)
    for point in entry_points(group=GROUP):
        if point.name == remote.tool:
            opened: RemoteTool = point.load()(rotation, remote, environment)
            return opened
    what = f"no installed package has the tool {remote.tool!r}"
    raise BadInput(Fault(at, what, "install it, or correct `tool`"))
