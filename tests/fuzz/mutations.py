"""Changes of a file: of its bytes, lines, words and cells, and of what kind of file it is."""

import csv
import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.fuzz.folders import Folder
from tests.fuzz.nasty import NASTY

__all__ = ["Change", "changed", "irregular"]

Change = Callable[[bytes, Random], bytes]

_WORD = re.compile(r"[\w.:+@-]+|[^\w\s]")


def _flip(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]


def _cut(data: bytes, random: Random) -> bytes:
    first, last = sorted(random.randrange(len(data) + 1) for _ in range(2))
    return data[:first] + data[last:]


def _truncate(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _again(data: bytes, random: Random) -> bytes:
    first, last = sorted(random.randrange(len(data) + 1) for _ in range(2))
    return data[:last] + data[first:last] * random.choice([1, 2, 50]) + data[last:]


def _insert(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(NASTY).encode("utf-8", "surrogatepass") + data[at:]


def _encode(data: bytes, random: Random) -> bytes:
    text = data.decode("utf-8", "replace")
    if random.random() < 0.5:
        ends = random.choice(["\r\n", "\r", "\n\n", "\u2028", "\x0b"])
        return text.replace("\n", ends).encode()
    code = random.choice(["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252"])
    return text.encode(code, "replace")


def _lines(data: bytes, random: Random) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    at, other = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(6):
        case 0:
            del lines[at]
        case 1:
            lines.insert(other, lines[at])
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case 3:
            random.shuffle(lines)
        case 4:
            lines[at] = random.choice(NASTY).encode() + b"\n"
        case _:
            lines[at] = lines[at].rstrip() + lines[other]
    return b"".join(lines)


def _words(data: bytes, random: Random) -> bytes:
    text = data.decode("utf-8", "surrogateescape")
    words = list(_WORD.finditer(text))
    if not words:
        return data
    match = random.choice(words)
    word = random.choice([random.choice(NASTY), random.choice(words)[0]])
    if random.random() < 0.2:  # everywhere
        return text.replace(match[0], word).encode("utf-8", "surrogateescape")
    changed = text[: match.start()] + word + text[match.end() :]
    return changed.encode("utf-8", "surrogateescape")


def _numbers(data: bytes, random: Random) -> bytes:
    """Change a number a little, in a date most likely, so that the file can still be read."""
    numbers = list(re.finditer(rb"[0-9]+", data))
    if not numbers:
        return _words(data, random)
    match = random.choice(numbers)
    number = int(match[0][-9:]) + random.choice([-30, -7, -2, -1, -1, 1, 1, 2, 7, 20, 365])
    text = f"{abs(number):0{len(match[0])}}".encode()
    return data[: match.start()] + text + data[match.end() :]


def _names(data: bytes, random: Random) -> bytes:
    """Put another word of the same file in the place of one, such as another id."""
    words = list(re.finditer(rb"\b[A-Za-z][A-Za-z.@_/]*\b", data))
    if not words:
        return _words(data, random)
    match, word = random.choice(words), random.choice(words)[0]
    return data[: match.start()] + word + data[match.end() :]


def _column(data: bytes, random: Random) -> bytes:
    """Exchange two cells of one column, or take or repeat a row: what it says stays plausible."""
    lines = data.decode("utf-8", "surrogateescape").splitlines()
    if len(lines) < 3:
        return _numbers(data, random)
    upper, lower = random.randrange(1, len(lines)), random.randrange(1, len(lines))
    first, second = lines[upper].split(","), lines[lower].split(",")
    column = random.randrange(min(len(first), len(second)))
    if random.random() < 0.8:
        first[column], second[column] = second[column], first[column]
        lines[upper], lines[lower] = ",".join(first), ",".join(second)
    else:
        del lines[upper]
    return "\n".join([*lines, ""]).encode("utf-8", "surrogateescape")


def _values(data: bytes, random: Random) -> bytes:
    """Change what stands behind a `=` or a `:`: a value of TOML, a property of a calendar."""
    lines = data.decode("utf-8", "surrogateescape").split("\n")
    places = [n for n, line in enumerate(lines) if re.search("[=:]", line)]
    if not places:
        return _words(data, random)
    at = random.choice(places)
    key, mark, value = re.split("([=:])", lines[at], maxsplit=1)
    other = re.split("[=:]", lines[random.choice(places)], maxsplit=1)[1]
    nasty = random.choice(NASTY)
    lines[at] = key + mark + random.choice([nasty, f' "{nasty}"', f" [{nasty}]", other, value * 2])
    return "\n".join(lines).encode("utf-8", "surrogateescape")


def _cells(data: bytes, random: Random) -> bytes:
    """Change cells, columns and rows of a CSV file."""
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error):
        return _words(data, random)
    rows = [row for row in rows if row]
    if not rows:
        return _words(data, random)
    row, column = random.randrange(len(rows)), random.randrange(len(rows[0]))
    match random.randrange(7):
        case 0:
            rows = [cells[:column] + cells[column + 1 :] for cells in rows]
        case 1:
            rows = [[*cells, cells[column] if column < len(cells) else ""] for cells in rows]
        case 2:
            rows = [cells[::-1] for cells in rows]
        case 3:
            rows[row] = [random.choice(NASTY) for _ in rows[row]]
        case 4:
            other = random.choice(rows)
            rows[row][column % len(rows[row])] = other[column % len(other)]
        case 5:
            rows = [rows[0], *(rows[1:] * random.choice([2, 30]))]
        case _:
            rows[row][column % len(rows[row])] = random.choice(NASTY)
    file = io.StringIO()
    csv.writer(file, lineterminator="\n", escapechar="\\").writerows(rows)
    return file.getvalue().encode("utf-8", "surrogatepass")


_CHANGES: dict[str, tuple[Change, ...]] = {
    ".toml": (_values, _numbers, _numbers, _names, _words, _lines),
    ".csv": (_cells, _cells, _numbers, _numbers, _names, _names, _words, _lines),
    ".ics": (_values, _numbers, _names, _words, _lines),
    "": (_flip, _cut, _truncate, _again, _insert, _encode, _words, _lines),
}


_MILD = 0.5
"""The share of trials in which most files can still be read, and mean something else."""


def changed(folder: Folder, random: Random) -> dict[str, bytes]:
    """Return a folder in which one to three files are changed, most likely those that are input."""
    files = dict(folder)
    inputs = [name for name in sorted(files) if name.count("/") == 0]
    if random.random() < _MILD:
        for _ in range(random.choice([1, 2, 4])):
            name = random.choice(inputs)
            kinds = [_numbers, _column] if name.endswith(".csv") else [_numbers, _numbers, _names]
            files[name] = random.choice(kinds)(files[name], random)
        return files
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        name = random.choice(inputs if random.random() < 0.8 else sorted(files))
        for _ in range(random.choice([1, 1, 1, 2, 5])):
            kind = Path(name).suffix if random.random() < 0.85 else ""
            change = random.choice(_CHANGES.get(kind, _CHANGES[""]))
            files[name] = change(files[name], random)
        match random.randrange(30):
            case 0:
                files[name] = files[random.choice(sorted(files))]
            case 1:
                files[name] = b""
            case 2 if name != "rotation.toml":
                del files[name]
                inputs = [other for other in inputs if other != name]
    return files


def irregular(home: Path, folder: Folder, random: Random) -> None:
    """Put something that is not a regular file in the place of one."""
    path = home / random.choice(sorted(folder))
    path.unlink()
    match random.randrange(6):
        case 0:
            path.mkdir()
        case 1:
            os.mkfifo(path)
        case 2:
            path.symlink_to("/dev/zero")
        case 3:
            path.symlink_to(path.name)
        case 4:
            path.symlink_to("nothing")
        case _:
            path.write_bytes(b"x")
            path.chmod(0)
