"""The format of a file that is not one of our text files, by its first bytes."""

__all__ = ["binary_format", "foreign_format"]

_SAVE = "save it as CSV (in Excel: CSV UTF-8), and name that file"

_ARCHIVES = (
    (b"opendocument.spreadsheet", "is an OpenDocument spreadsheet", _SAVE),
    (b".iwa", "is a Numbers spreadsheet", "export it as CSV, and name that file"),
    (b"xl/", "is an Excel workbook", _SAVE),
    (b"", "is a ZIP archive", "unpack it, and name the file in it"),
)
"""A name inside a ZIP archive, the format it shows, and the fix."""

_FORMATS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an Excel workbook", _SAVE),
    (b"\x1f\x8b", "is compressed", "unpack it, and name the file in it"),
    (b"%PDF-", "is a PDF", "ask for it as CSV or as a calendar (.ics)"),
    (b"{\\rtf", "is formatted text (RTF)", "save it as plain text"),
)
"""The first bytes of a file, the format they show, and the fix."""

_HEAD = 4096


def binary_format(data: bytes) -> tuple[str, str] | None:
    """Return the format of a file that is not text, and the fix where a table is needed."""
    if data.startswith(b"PK\x03\x04"):
        return next((what, fix) for inside, what, fix in _ARCHIVES if inside in data)
    return next(((what, fix) for begin, what, fix in _FORMATS if data.startswith(begin)), None)


def foreign_format(data: bytes) -> tuple[str, str] | None:
    """Return the format of a file that is not text, and the fix; None when it may be text."""
    other = binary_format(data)
    if other is not None:
        return other
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return "is a web page", "download the file itself; the page may ask for a login"
    if head.startswith(b"begin:vcalendar"):
        where = "for time_off and volunteers, by `check`, `publish --schedule` and `sync`"
        return "is a calendar", f"rename it so that it ends in .ics; calendars are read {where}"
    return None
