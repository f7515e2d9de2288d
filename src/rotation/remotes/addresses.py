"""Addresses of remotes: https, and made so that no id in them can lead elsewhere."""

import re
from ipaddress import ip_address
from urllib.parse import quote, urlsplit

from rotation.errors import BadInput, Fault

__all__ = ["checked_url", "is_loopback", "path_of"]

_URL = re.compile(
    r"(?P<scheme>https?)://"
    r"(?P<host>[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])"
    r"(?::[0-9]{1,5})?"
    r"(?:/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?"
)


def is_loopback(host: str) -> bool:
    """Tell whether a host is this computer: `localhost`, 127.0.0.0/8 or ::1."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


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
    match = _URL.fullmatch(url)
    if match and urlsplit(url).port != 0:
        if match["scheme"] == "https" or is_loopback(match["host"]):
            return url.rstrip("/")
        what, hint = "http would show the secret to everybody on the way", "use https"
    elif "@" in url.partition("//")[2].partition("/")[0]:
        what, hint = "holds a user or password", "set `user` and `token_env` instead"
    else:
        what, hint = "is no address of a server", "such as https://api.example.com"
    raise BadInput(Fault(place, what, hint))


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
