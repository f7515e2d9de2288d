"""The key of a plan: what decides its bytes, in short."""

import hashlib
import json
import zoneinfo
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from rotation.goals import registered as registered_goals
from rotation.journal import JOURNAL, Distrusted, digest
from rotation.model.settings import RotationData
from rotation.plans.input_digest import whole_digest
from rotation.plans.versions import versions
from rotation.rules import registered as registered_rules

__all__ = ["plan_key"]

_FORMAT = 1
"""Incremented when plans would have other bytes for a reason that no version shows."""

_GROUPS = ("rotation.goals", "rotation.rules")
"""Entry points of packages that take part in planning."""

_RELEASES = ("tzdata.zi", "+VERSION")
"""Files of the host's zones that name their release."""


def plan_key(rotation: RotationData, today: date, options: Mapping[str, object]) -> str:
    """Return the key of a plan: those of one key have the same bytes, if none was cut short.

    Parameters
    ----------
    rotation : RotationData
        As it is planned, with what its people do in other teams.
    today : datetime.date
        The day of planning, which the plan names.
    options : mapping of str to object
        Arguments of `Rotation.plan`. A time limit does not count: either it cut the plan short, or
        it changed nothing.

    Returns
    -------
    str
        SHA-256, in hexadecimal.
    """
    # What a killed command left behind is settled by the time the plan is written.
    remarks = tuple(remark for remark in rotation.remarks if remark.place != JOURNAL)
    asked = {name: value for name, value in options.items() if name != "time_limit"}
    parts = {
        "format": _FORMAT,
        "rotation": whole_digest(rotation.amended(remarks=remarks)),
        "today": today,
        "options": asked,
        "versions": _versions(),
        "rules": [rule.name for rule in registered_rules()],
        "goals": [goal.name for goal in registered_goals()],
        "zones": _zones(zoneinfo.TZPATH),
    }
    text = json.dumps(parts, default=date.isoformat, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _versions() -> Mapping[str, str]:
    """Return the versions that decide a plan, with those of packages that add rules or goals."""
    points = [point for group in _GROUPS for point in entry_points(group=group)]
    added = {point.dist.name: point.dist.version for point in points if point.dist is not None}
    return {**added, **versions()}


@cache
def _zones(folders: tuple[str, ...]) -> str:
    """Return the digest of what names the release of the host's zones; empty without them.

    Programs may use them; commands have those of the package tzdata.
    """
    for folder in folders:
        for name in _RELEASES:
            try:
                named = digest(Path(folder, name))
            except Distrusted:
                continue
            if named:
                return named
    return ""
