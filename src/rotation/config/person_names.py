"""The person meant by an id, an address, a name or an alias: the only place that decides this.

Every file and argument that names a person is resolved here. Nothing is guessed: a name that could
be two people means neither, and a first name or a surname alone means nobody. Titles of calendars
go further (`calendar_names`).
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol
from urllib.parse import unquote

from rotation.config.faults import Wrong
from rotation.config.text import fold, nearest, quote
from rotation.letters import without_marks
from rotation.limits import CHARACTERS

__all__ = [
    "NamedPerson",
    "PersonNames",
    "bare_address",
    "in_order",
    "means_nobody",
    "not_nobody",
    "plain",
]

_TYPED = dict.fromkeys("\u2018\u2019\u02bb\u02bc\u2032\u00b4`", "'") | dict.fromkeys(
    "\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"
)
"""Typographic quotes and dashes, and accents typed for them, as on a keyboard."""

_PRINTED = re.compile(f"[{''.join(_TYPED)}]")

_TWO_LETTERS = str.maketrans(
    {"\u00e4": "ae", "\u00f6": "oe", "\u00fc": "ue", "\u00f8": "oe", "\u00e5": "aa"}
)
"""German and Danish spellings without special letters: `Mueller` is `Müller`, too."""


_SCHEME = re.compile(r"(?:mailto|smtp):", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"<([^<>]*)>$")

_NOBODY = frozenset({"no one", "nobody", "open"})
_BETWEEN = re.compile(r"[\W_]+")


class NamedPerson(Protocol):
    """The names of a person: an `Engineer`, or what could be read of a table."""

    @property
    def id(self) -> str:
        """As in `Engineer`."""

    @property
    def name(self) -> str:
        """As in `Engineer`."""

    @property
    def email(self) -> str:
        """As in `Engineer`."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """As in `Engineer`."""


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a form that is equal for spellings that differ in accents and typography only.

    Latin letters become ASCII (`Łukasz` is `lukasz`, `ß` is `ss`), typographic quotes and dashes
    those of a keyboard. Other scripts stay, because their letters have no certain counterpart.
    """
    if text.isascii():
        return fold(text.replace("`", "'"))
    return fold(without_marks(_PRINTED.sub(lambda match: _TYPED[match[0]], text)))


def _in_two_letters(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().translate(_TWO_LETTERS)


def bare_address(text: str) -> str:
    """Return an address without the parts of URIs and mail headers (RFC 6068, RFC 5322)."""
    text = fold(text)
    scheme = _SCHEME.match(text)
    if scheme:
        text = unquote(text[scheme.end() :].partition("?")[0])
    bracketed = _IN_BRACKETS.search(text)
    return (bracketed[1] if bracketed else text).strip()


def means_nobody(text: str) -> bool:
    """Return whether a text is a name of an open shift: `No one`, `nobody`, `open`.

    Letter case, accents, invisible letters and the characters between words do not matter.
    """
    seen = "".join(letter for letter in plain(text) if letter.isprintable())
    return " ".join(_BETWEEN.split(seen)).strip() in _NOBODY


def not_nobody(text: str) -> str:
    """Return a person's name, unless it is a name of an open shift."""
    if means_nobody(text):
        what = f"{quote(text)} is how files name an open shift"
        raise Wrong(what, "choose another name, for example with a surname")
    return text


def in_order(name: str) -> str:
    """Return `Ada Lovelace` for `Lovelace, Ada`, and other names as they are."""
    last, comma, first = name.partition(",")
    turned = comma and "," not in first and "@" not in name and last.strip() and first.strip()
    return f"{first.strip()} {last.strip()}" if turned else name


class PersonNames:
    """The names of people, and the people that a text means.

    Parameters
    ----------
    people : iterable of NamedPerson
        Everybody in the rotation, people who left included.
    ids : bool
        Whether ids count: other programs do not know them, and an id may look like a first name.
    """

    def __init__(self, people: Iterable[NamedPerson], *, ids: bool = True) -> None:
        self._called = lru_cache(maxsize=4096)(self._look_up)  # files name few people many times
        self._ids: set[str] = set()
        self._addresses: dict[str, set[str]] = {}
        self._folded: dict[str, set[str]] = {}
        self._plain: dict[str, set[str]] = {}
        for person in people:
            if ids:
                self._ids.add(person.id)
                self.add(person.id, person.id)
            for form in (person.name, person.email, *person.aliases):
                self.add(form, person.id)
            for form in (person.email, *person.aliases):
                if "@" in form:
                    self._addresses.setdefault(fold(form), set()).add(person.id)

    def add(self, form: str, person: str) -> None:
        """Add a form of a name for a person."""
        self._called.cache_clear()
        ordered = in_order(form)
        for forms, key in (
            (self._folded, fold(ordered)),
            (self._plain, plain(ordered)),
            (self._plain, plain(_in_two_letters(ordered))),
        ):
            if key:
                forms.setdefault(key, set()).add(person)

    def called(self, text: str) -> tuple[str, ...]:
        """Return the ids of the people with this name, sorted.

        Ids, addresses (also as mail programs write them), full names (also as `Last, First`) and
        aliases count alike. Letter case and
        blanks do not matter; accents and typography do not matter if nobody matches otherwise.
        """
        return self._called(text)

    def _look_up(self, text: str) -> tuple[str, ...]:
        if len(text) > CHARACTERS.most:
            return ()  # longer than any name
        ordered = in_order(text)
        bearers = self._folded.get(fold(ordered)) or self._plain.get(plain(ordered)) or ()
        return tuple(sorted(bearers or self._addressed(text)))

    def _addressed(self, text: str) -> set[str]:
        """Return the person of `Ada Lovelace <ada@example.com>` or `mailto:ada@example.com`.

        Nobody if the name before the address is that of somebody else.
        """
        person = self.at(text)
        name = text.partition("<")[0].strip().strip('"')
        named = self.called(name) if "<" in text and name else ()
        return {person} if person is not None and (not named or person in named) else set()

    def meant(self, text: str) -> tuple[str, ...]:
        """Return the ids of the people that a text may mean, sorted; one if it is clear.

        An exact id means its owner, whatever other people are called.
        """
        return (text,) if text in self._ids else self.called(text)

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form that means a person, in every compared spelling."""
        return (*self._folded, *self._plain)

    def at(self, address: str) -> str | None:
        """Return the id of the person with this address, in any form that calendars use."""
        bearers = self._addresses.get(bare_address(address), ())
        return next(iter(bearers)) if len(bearers) == 1 else None

    def near(self, text: str) -> str | None:
        """Return the id of the person probably meant by an unknown name, for a hint."""
        forms = {form: next(iter(ids)) for form, ids in self._plain.items() if len(ids) == 1}
        short = plain(text[: CHARACTERS.most])
        if not short:
            return None
        # A first name, or the beginning of a name: `jan` is nearer to `jan-de-boer` than to `ian`.
        first = {who for form, who in forms.items() if re.split(r"[\s._@-]", form)[0] == short}
        begun = {who for form, who in forms.items() if form.startswith(short)}
        meant = first if len(first) == 1 else begun
        if len(meant) == 1:
            return next(iter(meant))
        near = nearest(text, self._ids)
        if near is None:
            form = nearest(short, forms)
            near = forms[form] if form else None
        return near
