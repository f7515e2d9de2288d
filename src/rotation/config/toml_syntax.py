"""What is wrong with a text that is not TOML, and what to write instead."""

import re

from rotation.config.faults import Faults, printable
from rotation.config.text import shortened
from rotation.model.source import Source

__all__ = ["report_syntax"]

_REASON = 200
"""The number of letters of a reason that are shown; it may quote a long key."""

_PLACE = re.compile(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", re.DOTALL)
_KEY = re.compile(r"\s*([A-Za-z0-9_.-]+)\s*=")

_FIXES = tuple(
    (reason, re.compile(row), fix)
    for reason, row, fix in (
        ("Invalid value", r"[\u2018-\u201f\u00ab\u00bb]", 'use straight quotes: "'),
        ("Invalid value", r"=\s*(?i:yes|no|on|off|true|false)\b", "write true or false"),
        ("", r"=\s*\d{1,4}[./-]\d{1,2}[./-]\d", "write dates as 2026-11-27"),
        ("Invalid value", r"=\s*[^\W\d_]", "put texts in double quotes"),
        ("Expected '=' after a key", r":", "write `key = value`, and tables as [name]"),
        ("Expected '=' after a key", r"^\s*[\w-]+\s+[\w-]+", "join the words of a key with `_`"),
        ("Expected newline or end", r"=\s*0\d", "write whole numbers without a leading 0"),
        ("Expected newline or end", r"=\s*['\"].*,", "put several values in [ ]"),
        ("Expected newline or end", r"=", "a key has one value; put texts in double quotes"),
        ("Unclosed array", "", "put commas between the items, and ] after the last"),
        ("Expected ']", "", "close the table name as it was opened: [name], [[name]]"),
        ("Invalid hex value", r"\\", "write / or \\\\ for a backslash"),
        ("Unescaped '\\' in a string", "", "write / or \\\\ for a backslash"),
    )
)
"""The parser's message, the content of the line, and the fix; the first match counts."""


def report_syntax(message: str, text: str, file: str, faults: Faults) -> None:
    """Report why a text is not TOML.

    Parameters
    ----------
    message : str
        The message of `tomllib`.
    text : str
        The text it read.
    file : str
        As messages call it.
    faults : Faults
        Collects the problem.
    """
    match = _PLACE.fullmatch(message)
    reason = match[1] if match else message
    number = 0
    if match:
        number = int(match[2]) if match[2] else max(len(text.splitlines()), 1)
    rows = text.replace("\r\n", "\n").split("\n")
    row = rows[number - 1] if 0 < number <= len(rows) else ""
    source = Source(file, number)
    again = "put its keys into one table; use [[ ]] for a list of tables"
    table = f"the table {printable(shortened(row.strip()))}"
    if reason.startswith("Cannot overwrite a value"):
        key = _KEY.match(row)
        if key is None and row.lstrip().startswith("["):
            fix = "write [[ ]] for every table of a list"
            faults.add(source, "", f"{table} is not a list of tables above", fix)
        else:
            name = f"`{key[1]}`" if key else "a key"
            faults.add(source, "", f"{name} is given twice", "keep one of them")
    elif reason.startswith("Cannot declare") and reason.endswith("twice"):
        faults.add(source, "", f"{table} is given twice", again)
    else:
        what = f"not valid TOML: {printable(reason[:1].lower() + reason[1:_REASON])}"
        fix = next(
            (f for phrase, in_row, f in _FIXES if phrase in reason and in_row.search(row)), ""
        )
        faults.add(source, "", what, fix)
