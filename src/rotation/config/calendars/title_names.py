"""The people in a title: by id, address, name, alias or unique first name."""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rotation.config.calendars.title_words import NO_SURNAMES, ZONES
from rotation.config.person_names import NamedPerson, PersonNames, in_order, plain

__all__ = ["NO_ONE", "Mention", "TitleNames", "shown"]

NO_ONE = ""
"""The id that `No one` means."""

# `ada@other.org`, `ada-lena` and `ada.l` do not name `ada`.
_WORD = re.compile(r"(?<![\w@])(?<!\w[.+-])\w+")
_END = re.compile(r"(?<=\S)(?![\w@]|[.+-]\w)")

_NEXT_WORD = re.compile(
    r" (?P<word>[^\W\d_](?:[\w.'\u2019-]*\w)?)\.?"
    r"(?:(?<=['\u2019]s)|(?=\W*$|\s*[^\w\s,.'\u2019&/+@]))"
)
"""One more word, followed by the end, a bracket, a dash or another mark that ends a name."""

_WORD_BEFORE = re.compile(
    r"(?:^|[^\w\s,.'\u2019&/+@])\s*(?P<word>[^\W\d_](?:[\w.'\u2019-]*\w)?),\s*$"
)
_NAME_ENDS = re.compile(r"\W*$|\s*[^\w\s,.'\u2019&/+@]")
"""A name with the surname first: `Byron, Ada` between the same marks."""


def shown(title: str) -> str:
    """Return a title as it is read: compatible letters unified, blanks single."""
    return " ".join(unicodedata.normalize("NFKC", title).split())


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a title that names a person.

    Attributes
    ----------
    start, end : int
        Half-open, in the title as `shown`.
    ids : frozenset of str
        The people it may mean; `NO_ONE` is nobody.
    word : str
        The word there, in `plain` form; empty unless it is one word, such as a first name.
    surname : str
        The surname after a first name that makes it somebody else; such a mention means nobody.
    """

    start: int
    end: int
    ids: frozenset[str]
    word: str
    surname: str = ""


class TitleNames:
    """Finds people in titles.

    Parameters
    ----------
    people : iterable of NamedPerson
        The engineers of the rotation.
    """

    def __init__(self, people: Iterable[NamedPerson]) -> None:
        everybody = list(people)
        self._names = PersonNames(everybody)
        first_names = [in_order(person.name).split(" ")[0] for person in everybody]
        counted = Counter(map(plain, first_names))
        for person, first in zip(everybody, first_names, strict=True):
            if counted[plain(first)] == 1:
                self._names.add(first, person.id)
        for form in ("no one", "no-one", "nobody"):
            self._names.add(form, NO_ONE)
        self._longest = max(map(len, self._names.forms))
        # Any word of a name may come first: "Lovelace, Ada".
        self._begins = {w for form in self._names.forms for w in re.findall(r"\w+", form)}
        self._own = {person.id: set(_words_of(person)) for person in everybody}

    def whole(self, text: str) -> frozenset[str]:
        """Return the people of a text that is only a name; empty otherwise."""
        return frozenset(self._names.called(text))

    def mentions(self, title: str) -> list[Mention]:
        """Return the people in a title, as `shown`, in order.

        A longer form hides what it overlaps. A single letter counts only as the whole title
        (`whole`): "Grace has a week". A first name followed by somebody else's surname is included
        with it.
        """
        kept: list[Mention] = []
        for start, end, ids in sorted(self._spans(title), key=lambda s: (s[0] - s[1], s[0])):
            hiding = (m for m in kept if start < m.end and m.start < end)
            if all(end - start == m.end - m.start for m in hiding):
                text = plain(title[start:end])
                kept.append(Mention(start, end, ids, "" if re.search(r"[\s,@]", text) else text))
        kept.sort(key=lambda mention: mention.start)
        surnames = [self._surname(title, mention, kept) for mention in kept]
        return [replace(m, surname=s) if s else m for m, s in zip(kept, surnames, strict=True)]

    def _spans(self, title: str) -> Iterator[tuple[int, int, frozenset[str]]]:
        words = _WORD.finditer(title)
        starts = [word.start() for word in words if _plain_word(word[0]) in self._begins]
        ends = [match.start() for match in _END.finditer(title)] if starts else []
        for start in starts:
            last = bisect_right(ends, start + self._longest)
            for end in ends[bisect_right(ends, start) : last]:
                text = title[start:end]
                ids = self.whole(text) if len(text) > 1 or not text.isascii() else None
                if ids:
                    yield start, end, ids

    def _surname(self, title: str, mention: Mention, others: Sequence[Mention]) -> str:
        """Return a surname after a first name that is not the person's; empty without one.

        That is one capitalised word before the end, a bracket, a dash or the like, which is neither
        a name or initial of the person nor a word that may follow names: weekdays, months, zones
        and absences. "Ada Byron (Vacation)" is not Ada Lovelace, "Ada Fridays off" is. "Byron, Ada
        (Vacation)" is read the same way.
        """
        beside = _NEXT_WORD.match(title, mention.end)
        if beside is None and _NAME_ENDS.match(title, mention.end):
            beside = _WORD_BEFORE.search(title[: mention.start])
        if not mention.word or beside is None or not beside["word"][0].isupper():
            return ""
        first, last = beside.span("word")
        # Words with digits, such as `EST5EDT` and `UTC-05`, are not names.
        zone = beside["word"] in ZONES or any(letter.isdigit() for letter in beside["word"])
        if zone or any(first < m.end and m.start < last for m in others):
            return ""
        surname = re.sub(r"['\u2019]s$", "", beside["word"])
        word = plain(surname)
        parts = set(re.findall(r"\w+", word))
        usual = parts <= NO_SURNAMES or (len(parts) > 1 and parts - {"day"} <= NO_SURNAMES)
        own = {w for person in mention.ids for w in self._own.get(person, ())} - {mention.word}
        initial = len(word) == 1 and any(name.startswith(word) for name in own)
        return "" if usual or initial or own & parts else surname


def _words_of(person: NamedPerson) -> Iterator[str]:
    """Yield the words of somebody's names."""
    for name in (person.name, *person.aliases):
        if "@" not in name:
            yield from re.findall(r"\w+", plain(name))


_plain_word = lru_cache(maxsize=4096)(plain)
