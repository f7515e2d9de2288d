"""Names of files, and fixes for names that cannot be read."""

import re
from collections.abc import Callable
from pathlib import Path

from rotation.config.faults import Wrong
from rotation.config.nearest_files import nearest_file
from rotation.config.text import clean, quote

__all__ = [
    "address_fix",
    "csv_name",
    "file_name",
    "folder_name",
    "is_calendar",
    "is_workbook",
    "no_file_fix",
    "schedule_name",
]

_ADDRESS = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]+):/+")
_SHEETS = ("docs.google.com/spreadsheets", "sharepoint.com", "onedrive.live.com", "1drv.ms")
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".numbers")
_CALENDARS = re.compile(r"\.(ical|icalendar|ifb|vcs)$", re.IGNORECASE)
_UNEXPANDED = re.compile(r"~|\$\w|\$\{|%\w+%")
_WRITE = "write its shifts as CSV, in the format of out/schedule.csv"
_INSTEAD = {
    "engineers": "write the people as CSV: name,joined,email",
    "history": _WRITE,
    "published": "`rotation publish --schedule` takes a calendar",
    "wishes": "write the wishes as CSV: engineer,start,end,want",
    "trades": "leave the key out: commands write this file",
    "changes": "leave the key out: commands write this file",
}
"""The fix for a calendar, by key of `[files]`."""


def file_name(text: str) -> str:
    """Return the name of a file; the error for a URL or a shell pattern says what is possible.

    The name is not normalised, because file systems distinguish Unicode's normal forms.
    """
    clean(text)
    fix = address_fix(text)
    if fix:
        raise Wrong(f"{quote(text)} is a URL; only files are read", fix)
    return text


def address_fix(text: str) -> str:
    """Return the fix for a URL; empty for any other text."""
    match = _ADDRESS.match(text)
    if match is None:
        return ""
    scheme = match["scheme"].lower()
    if scheme == "file":
        return "write the path alone"
    if any(host in text for host in _SHEETS):
        return "download the sheet as CSV, and name that file"
    address = _ADDRESS.sub("https://", text, count=1) if scheme.startswith("webcal") else ""
    calendar = address or re.search(r"ical|\.ics|calendar", text, re.IGNORECASE)
    name = "team.ics" if calendar else "team.csv"
    there = quote(address) if address else "the address"
    return f"download it first, as `curl -L -o {name}` does with {there}, and name that file"


def no_file_fix(name: str, path: Path) -> str:
    """Return the fix for a missing file, by its name and path."""
    if _UNEXPANDED.match(name):
        return "write the full path: `~` and variables are not expanded"
    if any(sign in name for sign in "*?["):
        return "name each file in a list; patterns are not expanded"
    if "\\" in name and Path(name.replace("\\", "/")).name != name:
        return "write the path with `/`, relative to rotation.toml"
    near = nearest_file(path)
    if near is not None:
        return f"did you mean {quote(Path(name).with_name(near).as_posix())}?"
    return "create it, or remove its name"


def is_calendar(name: str) -> bool:
    """Return whether a file is read as a calendar."""
    return name.lower().endswith(".ics")


def is_workbook(name: str) -> bool:
    """Return whether a file is read as a workbook, where people fill in tables."""
    return name.lower().endswith((".xlsx", ".xlsm"))


def folder_name(text: str) -> str:
    """Return the name of a folder to write; a URL is refused."""
    clean(text)
    if address_fix(text):
        what = f"{quote(text)} is a URL; a folder is needed"
        raise Wrong(what, "name a folder, and upload its files from there")
    return text


def csv_name(key: str) -> Callable[[str], str]:
    """Return the reader of names under a key of `[files]` that takes CSV files."""

    def read(text: str) -> str:
        file_name(text)
        if is_calendar(text) or _CALENDARS.search(text):
            raise Wrong(f"{quote(text)} is a calendar, but {key} must be CSV", _INSTEAD[key])
        return text

    return read


def schedule_name(text: str) -> bool:
    """Return whether a schedule's name is a calendar's; `Wrong` if it is not a CSV file's either.

    A URL may have lost a slash: `pathlib` makes two slashes one.
    """
    fix = address_fix(text)
    if fix:
        raise Wrong("is a URL; only files are read", fix)
    if Path(text).suffix.lower() == ".csv" or is_calendar(text):
        return is_calendar(text)
    fix = "give a schedule, such as out/schedule.csv, or a calendar"
    if Path(text).suffix.lower() in _WORKBOOKS:
        fix = "save the sheet as CSV (in Excel: CSV UTF-8)"
    raise Wrong("is neither .csv nor .ics", fix)
