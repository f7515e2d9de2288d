"""The pagers that the package brings, by the `tool` of `[[remote]]`."""

from collections.abc import Mapping
from importlib import import_module
from typing import Unpack

from rotation.remotes.http import ClientSettings
from rotation.remotes.secrets import Secret
from rotation.remotes.tool import RemoteTool

__all__ = ["PAGERS", "open_pager"]

PAGERS: Mapping[str, str] = {
    "betterstack": "betterstack:BetterStack",
    "goalert": "goalert:GoAlert",
    "grafana": "grafana:Grafana",
    "incidentio": "incidentio:IncidentIo",
    "jsm": "jsm:JiraServiceManagement",
    "pagerduty": "pagerduty:PagerDuty",
    "pagerduty-shifts": "pagerduty_shifts:PagerDutyShifts",
    "rootly": "rootly:Rootly",
}
"""Module and class of each; imported when a remote of the tool is opened."""


def open_pager(
    tool: str, secret: Secret, *, url: str = "", user: str = "", **settings: Unpack[ClientSettings]
) -> RemoteTool:
    """Return a pager that is ready for requests.

    Parameters
    ----------
    tool : str
        One of `PAGERS`.
    secret : Secret
        Of the variable that `token_env` names.
    url : str
        Of a server of one's own, or of a region; may be empty.
    user : str
        Who the secret belongs to, where a tool wants to know; may be empty.
    **settings
        Of the client.

    Raises
    ------
    BadInput
        When a value is missing or cannot be used, or httpx2 is not installed.
    """
    module, _, name = PAGERS[tool].partition(":")
    kind = getattr(import_module(f"rotation.remotes.tools.{module}"), name)
    opened: RemoteTool = kind(secret, url=url, **({"user": user} if user else {}), **settings)
    return opened
