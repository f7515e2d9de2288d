"""Skills that nobody has, and tracks that nobody may hold."""

from collections.abc import Sequence
from typing import Any

from rotation.config.document import Document
from rotation.config.faults import Faults, Wrong
from rotation.config.text import clean, quote, suggest
from rotation.config.toml_lines import KeyPath
from rotation.config.tracks import TrackNames
from rotation.model.people import Engineer
from rotation.model.spelling import listed

__all__ = ["judge_needs", "skills_of_people"]

_MOST = 5
"""The number of people that a warning names; the rest is counted."""


def judge_needs(
    document: Document, engineers: Sequence[Engineer], names: TrackNames, remarks: Faults
) -> None:
    """Report skills that tracks need and nobody has, and warn of tracks that nobody may hold.

    Parameters
    ----------
    document : Document
        Its `[[track]]` and `[[engineer]]` tables; collects the faults.
    engineers : sequence of Engineer
        Those that could be read.
    names : TrackNames
        What names of tracks mean.
    remarks : Faults
        Collects the warnings.
    """
    if not (document.is_whole("engineer") and document.is_whole("track")):
        return
    known = skills_of_people(document)
    for path, raw in document.tables("track"):
        needs = raw.get("needs")
        several = needs if isinstance(needs, list) else [needs]
        unknown = [
            (n, skill)
            for n, item in enumerate(several)
            for skill in _readable(item)
            if skill not in known
        ]
        for n, skill in unknown:
            where = (*path, "needs", n) if isinstance(needs, list) else (*path, "needs")
            hint = suggest(skill, known) or "add it to somebody's `skills`"
            document.fault(where, f"nobody has the skill {quote(skill)}", hint)
        if not unknown:
            _warn_of_track(document, path, raw, engineers, names, remarks)


def _warn_of_track(  # noqa: PLR0917 - the table, and what it is judged by
    document: Document,
    path: KeyPath,
    raw: dict[str, Any],
    engineers: Sequence[Engineer],
    names: TrackNames,
    remarks: Faults,
) -> None:
    """Warn of a track with everybody's reason, if everybody has one."""
    name, needs = raw.get("name"), _texts(raw.get("needs"))
    try:
        meant = set(names.meant(name)) if isinstance(name, str) else set()
    except Wrong:
        return  # the name itself is at fault
    reasons = []
    for engineer in engineers:
        lacking = [skill for skill in needs if skill not in engineer.skills]
        if meant.isdisjoint(engineer.tracks):
            reasons.append(f"{engineer.name} does not serve it")
        elif lacking:
            reasons.append(f"{engineer.name} lacks {listed(lacking)}")
        else:
            return
    if meant and reasons:
        key = "needs" if needs else "name"
        what = f"nobody may hold track {quote(str(name))}: {listed(reasons, _MOST)}"
        hint = "add it to somebody's `tracks`"
        hint = f"{hint}, or give somebody all its `skills`" if needs else hint
        document.remark((*path, key), what, hint, remarks)


def skills_of_people(document: Document) -> dict[str, None]:
    """Return the skills of all people, also of those whose table has faults."""
    tables = (raw for _, raw in document.tables("engineer"))
    return dict.fromkeys(skill for raw in tables for skill in _stripped(raw.get("skills")))


def _stripped(value: object) -> list[str]:
    several = value if isinstance(value, list) else [value]
    return _texts([item.strip() for item in several if isinstance(item, str)])


def _texts(value: object) -> list[str]:
    """Return the skills that a key names and that can be read; the others are faults already."""
    several = value if isinstance(value, list) else [value]
    return [text for item in several for text in _readable(item)]


def _readable(item: object) -> list[str]:
    """Return a skill as it is compared; nothing for what is none."""
    try:
        return [clean(item)] if isinstance(item, str) else []
    except Wrong:
        return []
