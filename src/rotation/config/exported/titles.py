"""Which part of an exported event's title is the person, and which the schedule."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rotation.config.faults import Wrong
from rotation.config.person_names import means_nobody, plain
from rotation.config.text import quote

__all__ = ["TitleParts", "title_pattern", "title_reader"]

_CUT = re.compile(r"\s+[-\N{EN DASH}\N{EM DASH}|\N{MIDDLE DOT}]\s+|:\s+|\s*[()\[\]]\s*")
_DUTY = r"(?:on[ -]?call|oncall|on duty)"
_AROUND = re.compile(rf"^{_DUTY}\b(?:\s+is)?[\s:,-]*|[\s:,-]*\b(?:is\s+)?{_DUTY}$", re.IGNORECASE)
_STOCK = frozenset(
    ("on call", "on-call", "oncall", "on duty", "shift", "schedule", "override", "rotation")
)
"""Parts of titles that name neither a person nor a schedule."""
_OF_SCHEDULES = re.compile(
    r"(?:l|level|tier|p)[ -]?\d+|[a-z]|primary|secondary|tertiary|back-?up|shadow|.* schedule",
    re.IGNORECASE,
)
_FIELD = re.compile(r"\{(person|track)\}")


class TitleParts(NamedTuple):
    """A title as it was read; nobody is the empty text."""

    person: str
    schedule: str = ""


def title_pattern(text: str) -> re.Pattern[str]:
    """Return the pattern of titles like `{track}: {person}`; other letters stand for themselves.

    Raises
    ------
    Wrong
        Without `{person}`, or with a field twice.
    """
    fields = _FIELD.findall(text)
    if fields.count("person") != 1 or fields.count("track") > 1:
        raise Wrong(f"{quote(text)} does not say where the person is", "write '{person} - {track}'")
    made, at = "", 0
    for match in _FIELD.finditer(text):
        made += re.escape(text[at : match.start()]) + f"(?P<{match[1]}>.+?)"
        at = match.end()
    return re.compile(made + re.escape(text[at:]), re.IGNORECASE)


def title_reader(
    titles: Iterable[str], pattern: re.Pattern[str] | None = None
) -> Callable[[str], TitleParts]:
    """Return how the titles of one file are read.

    A title is cut at ` - `, `: ` and brackets; words such as `on call` are dropped. Of several
    parts the person is the one that differs most from title to title, and the rest the schedule.

    Parameters
    ----------
    titles : iterable of str
        All of the file.
    pattern : re.Pattern, optional
        As `title_pattern` returns it; then nothing is concluded.

    Raises
    ------
    Wrong
        Where it cannot be decided which part is the person, and by what is returned for a title
        that names nobody in a known way.
    """
    if pattern is not None:
        return lambda title: _by_pattern(pattern, title)
    by_size: dict[int, list[Sequence[str]]] = defaultdict(list)
    for title in dict.fromkeys(titles):
        parts = _parts(title)
        by_size[len(parts)].append(parts)
    known = {plain(parts[0]) for parts in by_size.get(1, ())}
    place = {size: _place(rows, known) for size, rows in by_size.items() if size > 1}

    def read(title: str) -> TitleParts:
        parts = _parts(title)
        if not parts:
            return TitleParts("")
        if len(parts) == 1:
            return TitleParts(_who(parts[0]))
        at = place[len(parts)]
        rest = [part for n, part in enumerate(parts) if n != at]
        return TitleParts(_who(parts[at]), " ".join(rest))

    return read


def _by_pattern(pattern: re.Pattern[str], title: str) -> TitleParts:
    match = pattern.fullmatch(title.strip())
    if match is None:
        raise Wrong(f"{quote(title)} is not like the titles that were described")
    named = match.groupdict()
    return TitleParts(_who(named["person"]), (named.get("track") or "").strip())


def _who(text: str) -> str:
    return "" if means_nobody(text) else text.strip()


def _parts(title: str) -> list[str]:
    parts = (_AROUND.sub("", part).strip() for part in _CUT.split(title.strip()))
    return [part for part in parts if part and plain(part) not in _STOCK]


def _place(rows: Sequence[Sequence[str]], known: set[str]) -> int:
    """Return which part of titles with as many parts is the person."""
    columns = [[plain(row[n]) for row in rows] for n in range(len(rows[0]))]
    ranks = [
        (
            sum(cell in known or "@" in cell for cell in column),
            sum(not _OF_SCHEDULES.fullmatch(cell) for cell in column) == len(column),
            len(set(column)),
        )
        for column in columns
    ]
    best = max(ranks)
    if ranks.count(best) > 1:
        shown = " - ".join(rows[0])
        what = f"it cannot be told which part of titles such as {quote(shown)} is the person"
        raise Wrong(what, "describe the titles, for example '{person} - {track}'")
    return ranks.index(best)
