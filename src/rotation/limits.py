"""Limits of inputs; larger ones are refused at once (docs/files.md, "Limits")."""

from dataclasses import dataclass

__all__ = [
    "ALL_OCCURRENCES",
    "CALENDAR_BYTES",
    "CALENDAR_EVENTS",
    "CHARACTERS",
    "CSV_BYTES",
    "CSV_COLUMNS",
    "CSV_ROWS",
    "FAULTS",
    "GITIGNORE_BYTES",
    "JOURNALED_BYTES",
    "JOURNAL_BYTES",
    "KEY_BYTES",
    "LEDGER_BYTES",
    "LIMITS",
    "OCCURRENCES",
    "PLAN_BYTES",
    "REMOTE_BYTES",
    "STATE_BYTES",
    "TOML_BYTES",
    "TOML_ITEMS",
    "TOML_PARTS",
    "WORKBOOK_BYTES",
    "WORKBOOK_CELLS",
    "WORKBOOK_ROWS",
    "WORKBOOK_TAGS",
    "Limit",
]

_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limit:
    """The limit of one input.

    Attributes
    ----------
    of : str
        The input, as the documentation calls it.
    most : int
        The limit, itself included.
    unit : str
        The unit: `bytes`, `rows`.
    fix : str
        The fix for a larger input; may be empty.
    """

    of: str
    most: int
    unit: str
    fix: str = ""

    def __str__(self) -> str:
        if self.unit == "bytes" and self.most % _MB == 0:
            return f"{self.most // _MB} MB"
        return f"{self.most:,} {self.unit}"


_SPLIT = "split it, or remove what is no longer needed"
_SHORTER = "export a shorter stretch of the calendar"

TOML_BYTES = Limit("`rotation.toml`", _MB, "bytes", "is this the right file?")
TOML_ITEMS = Limit(
    "a list, a table or tables of one name in it", 2_000, "items", "remove what is not needed"
)
TOML_PARTS = Limit("a dotted key in it", 8, "parts", "is this the right file?")
CHARACTERS = Limit("a name or a title in it, a reason (`--why`)", 1_000, "characters", "shorten it")
CSV_BYTES = Limit("a CSV file", 16 * _MB, "bytes", _SPLIT)
CSV_ROWS = Limit("a CSV file", 100_000, "rows", _SPLIT)
CSV_COLUMNS = Limit("a CSV file", 100, "columns", "is this the right file?")
CALENDAR_BYTES = Limit("a calendar", 5 * _MB, "bytes", _SHORTER)
CALENDAR_EVENTS = Limit("a calendar", 10_000, "events", _SHORTER)
OCCURRENCES = Limit("a repeating event in it, around one date", 5_000, "occurrences")
ALL_OCCURRENCES = Limit("all repeating events in it", 50_000, "occurrences")
WORKBOOK_BYTES = Limit("a workbook (`.xlsx`), unpacked", 64 * _MB, "bytes", _SPLIT)
_EMPTY = "delete the empty rows below the table, or save it as CSV"
WORKBOOK_ROWS = Limit("a sheet of it", 10_000, "rows", _EMPTY)
WORKBOOK_CELLS = Limit("a sheet of it", 60_000, "cells", "save the table as CSV")
WORKBOOK_TAGS = Limit("its texts and formats", 150_000, "elements", "save the table as CSV")
PLAN_BYTES = Limit("`plan.json` of the run before", 16 * _MB, "bytes")
GITIGNORE_BYTES = Limit("`.gitignore`, which `init` adds to", _MB, "bytes")
JOURNAL_BYTES = Limit("`.rotation.journal`", 4 * _MB, "bytes")
JOURNALED_BYTES = Limit("a file that it names", 64 * _MB, "bytes")
STATE_BYTES = Limit("a file of `.rotation-fleet`", _MB, "bytes")
REMOTE_BYTES = Limit("an answer of a calendar or pager (`push`, `pull`)", 10 * _MB, "bytes")
LEDGER_BYTES = Limit("a ledger, `remotes/NAME.json`", 16 * _MB, "bytes")
KEY_BYTES = Limit("a key file of Google", 64_000, "bytes", "is this the right file?")
FAULTS = Limit("what is wrong, of one run", 50_000, "faults", "correct these first")

LIMITS = (
    TOML_BYTES,
    TOML_ITEMS,
    TOML_PARTS,
    CHARACTERS,
    CSV_BYTES,
    CSV_ROWS,
    CSV_COLUMNS,
    CALENDAR_BYTES,
    CALENDAR_EVENTS,
    OCCURRENCES,
    ALL_OCCURRENCES,
    WORKBOOK_BYTES,
    WORKBOOK_ROWS,
    WORKBOOK_CELLS,
    WORKBOOK_TAGS,
    PLAN_BYTES,
    GITIGNORE_BYTES,
    JOURNAL_BYTES,
    JOURNALED_BYTES,
    STATE_BYTES,
    REMOTE_BYTES,
    LEDGER_BYTES,
    KEY_BYTES,
    FAULTS,
)
"""In the order of the documentation."""
