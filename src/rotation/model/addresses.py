"""Addresses of servers: https, except on this computer, and nothing secret in them."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

__all__ = ["address_fault", "is_loopback"]

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


def address_fault(url: str) -> tuple[str, str] | None:
    """Return what is wrong with the address of a remote, and the fix; None for a good one.

    Neither repeats the address, which may hold a password.
    """
    match = _URL.fullmatch(url)
    if match and _has_a_port(url):
        if match["scheme"] == "https" or is_loopback(match["host"]):
            return None
        return "http would show the secret to everybody on the way", "use https"
    if "@" in url.partition("//")[2].partition("/")[0]:
        return "holds a user or password", "set `user` and `token_env` instead"
    return "is no address of a server", "such as https://api.example.com"


def _has_a_port(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:  # beyond 65535, or no IPv6 address
        return False
