"""The people whose absence a title means; not everybody who is named is away (I28, I29)."""

import re
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache, partial
from itertools import pairwise

from rotation.config.calendars.title_names import NO_ONE, Mention
from rotation.config.calendars.title_words import (
    AWAY,
    BESIDE,
    CALENDAR,
    COMPOUND_NAMES,
    DAYS_OFF,
    KINDS,
    PREDICATES,
    REASONS,
    WORD_NAMES,
)
from rotation.config.calendars.titles import Titles
from rotation.config.person_names import plain
from rotation.config.text import quote

__all__ = ["AbsenceTitle", "title_reader"]

_STAND_IN = re.compile(
    r"\b(?:cover(?:ed|ing|s|age)?|back-?\s?ups?|backed\s+up|ask|contact|replace[ds]?|replacement"
    r"|substitutes?|deputy|deputi[sz]ed|delegate[ds]?|stand-?in|instead\s+of|approved\s+by|approver"
    r"|handover|vertretung|vertreten|vertreter(?:in)?|vertritt|remplac\w+|sustituy\w+)\b"
    r"|[(\[]\s*approved\s*:",
    re.IGNORECASE,
)
"""Text after such a word, up to the end of its brackets, is about others."""

_DUTY = r"(?:on[\s-]?call|on[\s-]?duty|stand-?by|(?:ruf)?bereitschaft|pager)"

_BESIDE_OTHERS = re.compile(
    r"\b(?:with|for|by|via|mit|f\u00fcr|avec|pour)\b\s*:?\s*(?:(?:my|our|the)\s+)?"
    rf"|\b{_DUTY}\b\s*[:|\u2013\u2014-]?\s*",
    re.IGNORECASE,
)
"""A person named directly after such a word is not the one who is away."""

_STANDS_IN = re.compile(
    r"\s*[(\[]?\s*(?:(?:is|will|to|as|be|=)\s+)*"
    r"(?:covers|covering|(?:back|fill|stand|step)(?:s|ing)\s+(?:up|in)|tak(?:es|ing)\s+over"
    rf"|(?:cover|back-?up|deputy|stand-?in)\s+for|(?:(?:on|in)\s+)?{_DUTY})\b"
    r"|\s+(?:cover|back-?up|deputy|stand-?in)\s*(?=$|[^\w\s:])"
    r"|\s+(?:will|to|can)\s+(?:cover|stand in|step in|take over)\b"
    r"|\s*(?:is|as|=)\s+(?:the\s+)?(?:cover|back-?up|deputy)\b"
    r"|\s*[(\[]\s*(?:cover|back-?up|deputy|contact|vertretung)\s*[)\]]",
    re.IGNORECASE,
)
"""After a name: that person is the one who stays."""

_STANDS_IN_FOR = re.compile(
    r"\s+(?:(?:is|will|to|can)\s+)?"
    r"(?:(?:(?:sub|fill|step|stand)\w*\s+)?(?:in\s+)?for|replac(?:es?|ing)|instead\s+of"
    r"|(?:als?\s+)?(?:(?:vertretung|vertreter(?:in)?)\s+)?f\u00fcr|vertritt|statt"
    r"|(?:remplace|pour|sustituye(?:\s+a)?|por))\s+",
    re.IGNORECASE,
)
"""Between two names: the first person stays in place of the second."""

_AND = re.compile(r"\s*(?:[/&+]|\s(?:and|und|y|et|og|och)\s)\s*")
_PREPOSITION = re.compile(r"\b(?:of|in|from|to|until|till|since|at|on)\s+$", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:[,/&+]|,?\s(?:and|und|y|et|og|och)\s)\s*")
_PHRASES = re.compile(r"\b(?:off work|out of (?:the )?office|out of town)\b", re.IGNORECASE)
_APART_BEFORE = re.compile(r"(?:^\W*|[:|\u2013\u2014)\]]|\s-)\s*$")
_MARK = re.compile(r"\s*[:|\u2013\u2014(\[]|\s*-\s")
"""What separates a name from the words about it."""
_WORK = re.compile(
    r"\b(?:wfh|home\s?-?office|tele-?(?:work(?:ing)?|arbeit)|remote\s+work(?:ing)?"
    r"|mobiles?\s+arbeiten|t\u00e9l\u00e9travail|teletrabajo|teletrabalho"
    r"|work(?:s|ing)?\s+(?:(?:from|at)\s+home|remotely|elsewhere|locations?))\b",
    re.IGNORECASE,
)


_NOT = re.compile(r"\b(?:not|no|nor|never|without|kein\w*|nicht|ohne)\s+$", re.IGNORECASE)

_MOST_MENTIONS = 50
"""The number of mentions per title; each is compared with the others, and titles may be long."""


class AbsenceTitle:
    """The meaning of an event's title.

    Parameters
    ----------
    titles : Titles
        Reads titles of the rotation.
    title : str
        The text in the calendar.

    Attributes
    ----------
    people : frozenset of str
        Ids of the engineers whose absence it may mean.
    doubts : tuple of str
        Why names in it do not count, a clause each.
    """

    def __init__(self, titles: Titles, title: str) -> None:
        who = titles.about(title) or ""
        whole = titles.names.whole(who)
        self._who = who
        mentions = (
            [Mention(0, len(who), whole, plain(who))] if whole else titles.names.mentions(who)
        )
        self._mentions = mentions[:_MOST_MENTIONS]
        self._others = _about_others(who, self._mentions)
        counted, doubts = self._judged()
        self.people = frozenset(i for mention in counted for i in mention.ids) - {NO_ONE}
        self.doubts = tuple(doubts)

    @cached_property
    def words(self) -> list[str]:
        """The words beside names and about other people, in `plain` form."""
        spans = [(m.start, m.end) for m in self._mentions]
        rest, at = "", 0
        for start, end in sorted([*spans, *filter(None, self._others)]):
            rest += self._who[at : max(at, start)] + " "
            at = max(at, end)
        rest = _PHRASES.sub("off", rest + self._who[at:])
        return [plain(word) for word in re.findall(r"[^\W_]+", rest)]

    @property
    def plainly(self) -> bool:
        """Whether it says only that somebody is away."""
        known = (w in AWAY or w in BESIDE or w in CALENDAR or w[0].isdigit() for w in self.words)
        return all(known) and not AWAY.isdisjoint(self.words)

    @property
    def works(self) -> bool:
        """Whether it says where somebody works, without an absence."""
        mentions = (m for m in _WORK.finditer(self._who) if not _NOT.search(self._who[: m.start()]))
        return any(mentions) and self._says_no_absence

    @property
    def _says_no_absence(self) -> bool:
        return (AWAY | REASONS | KINDS).isdisjoint(self.words)

    def _judged(self) -> tuple[list[Mention], list[str]]:
        """Return the mentions that count, and the reasons why others do not."""
        counted: list[Mention] = []
        doubtful: list[Mention] = []
        doubts: list[str] = []
        for mention, other in zip(self._mentions, self._others, strict=True):
            name = self._who[mention.start : mention.end]
            if mention.surname:
                doubts.append(f"{quote(f'{name} {mention.surname}')} is somebody else")
            elif other:
                doubts.append(f"{quote(name)} is not described as away")
            elif mention.word not in WORD_NAMES or self._applies_to(mention):
                counted.append(mention)
            else:
                doubtful.append(mention)
        for mention in doubtful:
            # "Ada and May off": a name listed with a person is a person.
            if any(_JOINED.fullmatch(_between(self._who, mention, other)) for other in counted):
                counted.append(mention)
            else:
                name = self._who[mention.start : mention.end]
                doubts.append(f"{quote(name)} may be a word, not a name")
        return counted, doubts

    def _applies_to(self, mention: Mention) -> bool:
        """Return whether a first name that is an English word means the person who is away."""
        if mention.word not in COMPOUND_NAMES:
            inside = _PREPOSITION.search(self._who[: mention.start])
            return not self.words or (self.plainly and not inside)
        end = min((p[0] for p in self._others if p and p[0] >= mention.end), default=None)
        behind = self._who[mention.end : end]
        following = [plain(word) for word in re.findall(r"\w+", behind)]
        first = following[0] if following else ""
        if not self.plainly or not _APART_BEFORE.search(self._who[: mention.start]):
            applies = False
        elif not first:
            applies = True
        elif _MARK.match(behind):
            dated = first[0].isdigit() or (first in CALENDAR and not re.match(r"\s*[(\[]", behind))
            applies = not dated
        elif re.match(r"['\u2019]s \w", behind):
            applies = following[1] in AWAY
        else:
            applies = first in PREDICATES and not (first == "off" and mention.word in DAYS_OFF)
        return applies


def title_reader(titles: Titles) -> Callable[[str], AbsenceTitle]:
    """Return a function from a title to its meaning; equal titles are read once."""
    return lru_cache(maxsize=None)(partial(AbsenceTitle, titles))


def _about_others(who: str, mentions: Sequence[Mention]) -> list[tuple[int, int] | None]:
    """Return, for each mention, the part of a title about people who stay; None outside of one."""
    own = [_about_other(who, mention, mentions) for mention in mentions]
    parts = [part for part in own if part]
    return [
        part or next((p for p in parts if p[0] <= m.start and m.end <= p[1]), None)
        for m, part in zip(mentions, own, strict=True)
    ]


def _about_other(who: str, mention: Mention, mentions: Sequence[Mention]) -> tuple[int, int] | None:
    """Return the part of a title that names somebody who is not away; None for other mentions."""
    for match in _STAND_IN.finditer(who):
        hidden = any(m.start < match.end() and match.start() < m.end for m in mentions)
        if not hidden and match.end() <= mention.start < _end_of_clause(who, match.end()):
            return match.start(), mention.end
    before = [m for m in mentions if m.end <= mention.start]
    for match in _BESIDE_OTHERS.finditer(who, 0, mention.start):
        row = [m for m in before if m.start >= match.end()]
        gaps = [who[m.end : n.start] for m, n in pairwise([*row, mention])]
        if (row or [mention])[0].start == match.end() and all(map(_JOINED.fullmatch, gaps)):
            return match.start(), mention.end
    following = [m for m in mentions if m.start >= mention.start]
    for last, after in zip(following, [*following[1:], None], strict=True):
        standing_in = _STANDS_IN.match(who, last.end)
        if standing_in:
            return mention.start, standing_in.end()
        if after is None:
            break
        between = who[last.end : after.start]
        if _STANDS_IN_FOR.fullmatch(between):
            return mention.start, after.end
        if not _AND.fullmatch(between):
            break
    return None


def _end_of_clause(who: str, start: int) -> int:
    """Return where the words from `start` on end: with their brackets, or at a mark."""
    depth = 0
    for n, letter in enumerate(who[start:], start):
        depth += (letter in "([{") - (letter in ")]}")
        if depth < 0 or (depth == 0 and letter in ";|"):
            return n
    return len(who)


def _between(who: str, mention: Mention, other: Mention) -> str:
    first, second = sorted((mention, other), key=lambda mention: mention.start)
    return who[first.end : second.start]
