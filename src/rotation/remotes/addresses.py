"""Addresses of remotes: https, and made so that no id in them can lead elsewhere."""

from urllib.parse import quote

from rotation.errors import BadInput, Fault
from rotation.model.addresses import address_fault, is_loopback

__all__ = ["checked_url", "is_loopback", "path_of"]


def checked_url(url: str, place: str = "") -> str:
    """Return the address of a remote without a slash at its end.

    Parameters
    ----------
    url : str
        As it is configured.
    place : str
        File, line and key of it.

    Raises
    ------
    BadInput
        When it is no address of a server, is not https (http is for this computer only), or holds
        a user name or password, a query or a fragment.
    """
    fault = address_fault(url)
    if fault is None:
        return url.rstrip("/")
    raise BadInput(Fault(place, *fault))


def path_of(*parts: str) -> str:
    """Return a path below a remote's address: each part is one segment, whatever it holds.

    Raises
    ------
    BadInput
        When a part is empty or one of `.` and `..`, which would lead to another path.
    """
    for part in parts:
        if part.strip(".") == "":
            raise BadInput(Fault("", f"{part!r} is no id", "copy it from the tool"))
    return "".join(f"/{quote(part, safe='')}" for part in parts)
