"""Reading text files, and checking single texts: names, ids, e-mail addresses."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path

from rotation.arguments import described
from rotation.config.faults import Faults, Wrong, printable
from rotation.config.formats import foreign_format
from rotation.config.nearest_files import reading_fix
from rotation.config.spelling import fold, nearest, suggest
from rotation.letters import ascii_letters
from rotation.limits import Limit
from rotation.model.source import Source
from rotation.reading import read_file, reason

__all__ = [
    "NOT_UTF_8",
    "ReadableNames",
    "clean",
    "describe",
    "earlier_slug",
    "email_address",
    "fold",
    "known_track",
    "nearest",
    "one_of",
    "printable",
    "quote",
    "read_text",
    "safe_id",
    "shortened",
    "slug",
    "suggest",
]

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_EMAIL = re.compile(
    r"[A-Za-z0-9_][A-Za-z0-9._%+'-]{0,63}@[A-Za-z0-9][A-Za-z0-9-]*(\.[A-Za-z0-9][A-Za-z0-9-]*)*"
)
_RESERVED = frozenset(
    ["con", "nul", "aux", "prn", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
_REFUSED = {
    "Cc": "control",
    "Cf": "formatting",
    "Cs": "surrogate",
    "Co": "private-use",
    "Zl": "line separator",
    "Zp": "paragraph separator",
}
_SHOWN = 60
NOT_UTF_8 = Wrong("not UTF-8 (Latin-1 or Windows-1252?)", "save it as UTF-8")


def read_text(
    path: Path,
    limit: Limit,
    source: Source,
    faults: Faults,
    missing: str = "",
    *,
    spreadsheet: bool = False,
) -> str | None:
    """Read a UTF-8 file, with or without a byte order mark.

    Parameters
    ----------
    path : Path
        The file.
    limit : Limit
        The largest number of bytes.
    source : Source
        Where a problem is reported.
    faults : Faults
        Collects the problem.
    missing : str
        Hint for a file that does not exist.
    spreadsheet : bool
        Whether it is read as spreadsheets save tables: UTF-16 with a byte order mark, Excel's
        "Unicode text", is read, too. Bytes that are not UTF-8 become surrogates (PEP 383), for the
        reader to judge.

    Returns
    -------
    str or None
        The text with unchanged line ends; None if there is a fault.
    """
    try:
        data = read_file(path, limit)
    except OSError as error:
        absent = isinstance(error, FileNotFoundError)
        advice = missing if absent and missing else reading_fix(error, path)
        faults.add(source, "", reason(error), advice)
        return None
    other = foreign_format(data)
    if other is not None:
        faults.add(source, "", *other)
        return None
    foreign = _foreign_encoding(data)
    if spreadsheet and foreign == "encoded as UTF-16":
        with suppress(UnicodeDecodeError):
            return data.decode("utf-16")
    if foreign:
        faults.add(source, "", foreign, "save it as UTF-8")
        return None
    try:
        return data.decode("utf-8-sig", "surrogateescape" if spreadsheet else "strict")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        faults.wrong(Source(source.file, line), "", NOT_UTF_8)
    return None


def _foreign_encoding(data: bytes) -> str:
    """Return which other encoding a file seems to be in, by its first bytes and NULs."""
    marks = {
        b"\xff\xfe\x00\x00": "UTF-32",
        b"\x00\x00\xfe\xff": "UTF-32",
        b"\xff\xfe": "UTF-16",
        b"\xfe\xff": "UTF-16",
    }
    for mark, name in marks.items():
        if data.startswith(mark):
            return f"encoded as {name}"
    if b"\0" in data:
        even, odd = data[::2].count(0), data[1::2].count(0)
        if max(even, odd) * 4 > len(data):
            return "contains NUL bytes: encoded as UTF-16 without a byte order mark?"
        return "contains NUL bytes: not a text file"
    return ""


def shortened(text: str) -> str:
    """Return a text shortened for a message."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."


def quote(text: str) -> str:
    """Return the text in quotes, escaped and shortened for a message."""
    return repr(shortened(text))


def describe(value: object) -> str:
    """Return a value of a TOML file in words: `the text '7'`, `the number 7`, `a list`."""
    match value:
        case bool():
            words = "true" if value else "false"
        case str():
            words = f"the text {quote(value)}"
        case int() if abs(value) >= 10**_SHOWN:
            words = f"a number of more than {_SHOWN} digits"  # Python refuses to print longer ones
        case int() | float():
            words = f"the number {value}"
        case datetime():
            words = f"the instant {value.isoformat()}"
        case date():
            words = f"the date {value.isoformat()}"
        case time():
            words = f"the time {value.isoformat()}"
        case list():
            words = "a list"
        case dict():
            words = "a table"
        case _:
            words = described(value)  # only from Python
    return words


def one_of(text: str, what: str, words: Iterable[str]) -> str:
    """Return a text that is one of some words; otherwise raise `Wrong` with the nearest one."""
    known = frozenset(map(str, words))
    if text not in known:
        raise Wrong(f"unknown {what} {quote(text)}", suggest(text, known))
    return text


class ReadableNames(dict[str, str]):
    """Today's name by every name that a track has or had, as far as they can be read.

    Attributes
    ----------
    incomplete : bool
        Whether a table has no name that can be read: an unknown name may be meant for it.
    """

    incomplete = False


def known_track(text: str, tracks: Mapping[str, str]) -> str:
    """Return the present name of a track; the error suggests the nearest one.

    Parameters
    ----------
    text : str
        What a file says.
    tracks : mapping of str to str
        Today's name by every name that a track has or had.
    """
    if text in tracks or not tracks:  # missing tracks are reported elsewhere
        return tracks.get(text, text)
    if isinstance(tracks, ReadableNames) and tracks.incomplete and nearest(text, tracks) is None:
        return text  # so are tables without a name
    raise Wrong(f"unknown track {quote(text)}", suggest(text, tracks))


def clean(text: str) -> str:
    """Return a name in Unicode normal form C, or raise `Wrong` with the reason.

    Zero-width joiners stay: several scripts and emoji use them.
    """
    text = unicodedata.normalize("NFC", text)
    if not text.strip().strip(_JOINERS):
        raise Wrong("is empty")
    if text != text.strip():
        raise Wrong(f"{quote(text)} begins or ends with a blank", "remove them")
    if text.isprintable():
        return text  # refused characters never are, and a file may hold many names
    for letter in text:
        category = unicodedata.category(letter)
        if category in _REFUSED and letter not in _JOINERS:
            kind = _REFUSED[category]
            raise Wrong(f"{quote(text)} has a {kind} character, U+{ord(letter):04X}", "remove it")
    return text


def slug(name: str) -> str:
    """Return the id made from a name: ASCII letters and digits, joined by `-`; may be empty.

    Letters that ASCII lacks become similar ones: `Łukasz` is `lukasz`.
    """
    letters = (_ascii_of(letter) for letter in unicodedata.normalize("NFC", name))
    return "-".join(re.findall(r"[a-z0-9]+", "".join(letters).lower()))


def _ascii_of(letter: str) -> str:
    plain = _ascii_part(letter)
    if plain or unicodedata.category(letter)[0] not in "LMN":
        return plain
    return "".join(filter(str.isalnum, ascii_letters(letter)))


def earlier_slug(name: str) -> str:
    """Return the id that earlier releases made from a name, without letters that ASCII lacks."""
    return "-".join(re.findall(r"[a-z0-9]+", _ascii_part(name).lower()))


def _ascii_part(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def safe_id(text: str) -> str:
    """Return an id that is safe as a file name everywhere, or raise `Wrong` with the reason."""
    if not _ID.fullmatch(text):
        made = slug(text)[:64]
        raise Wrong(
            f"{quote(text)} is not a valid id: use up to 64 lower-case letters, digits, '-', '_' "
            "and '.', beginning with a letter or digit",
            f"did you mean '{made}'?" if made else "",
        )
    if text.endswith("."):
        raise Wrong(f"{quote(text)} ends in a full stop, which Windows drops", "remove it")
    if text.partition(".")[0] in _RESERVED:
        raise Wrong(f"{quote(text)} is a device name on Windows", "choose another id")
    return text


def email_address(text: str) -> str:
    """Return a plain e-mail address, or the empty text."""
    if text and not (_EMAIL.fullmatch(text) and len(text) <= 254):
        raise Wrong(f"{quote(text)} is not an e-mail address", "write it as name@example.com")
    return text
