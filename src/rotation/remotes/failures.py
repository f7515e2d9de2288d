"""How a request ends without an answer that one can go on with.

A tool raises these; `push` decides what becomes of them. Their texts never hold a secret: they are
made of method, path, status and what the tool answered, which is cut and freed of secrets.
"""

from rotation.errors import RotationError

__all__ = ["Changed", "Denied", "Exists", "Gone", "RemoteFailure", "Unavailable", "Unsure"]


class RemoteFailure(RotationError):
    """Base of what can go wrong between us and a remote."""


class Denied(RemoteFailure):
    """The tool does not accept the secret, the right to write, or the request itself."""

    exit_code = 2


class Gone(RemoteFailure):
    """The item, schedule or calendar does not exist (any more)."""


class Exists(RemoteFailure):
    """An item with this id exists already; it is read again before anything else is done."""


class Changed(RemoteFailure):
    """Somebody changed the item since it was read; nothing was written."""


class Unavailable(RemoteFailure):
    """The tool failed or asked for a pause, and retries did not help; another run goes on."""

    exit_code = 75  # EX_TEMPFAIL of sysexits.h


class Unsure(Unavailable):
    """A request that creates ended without an answer: it is unknown whether it was carried out.

    It is not sent again; the place is read again, which shows whether it was.
    """
