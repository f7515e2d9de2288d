"""The columns of a table, checked before the rows: the header of a CSV file, or of a frame."""

from collections.abc import Sequence

from rotation.config.faults import Faults, printable
from rotation.config.text import nearest, suggest
from rotation.limits import CSV_COLUMNS
from rotation.model.source import Source

__all__ = ["folded", "judge_columns", "judge_header", "unnamed"]

_CALLED = {
    "engineer": "name, person, who, employee, employee name, email, e-mail, user, member, staff",
    "start": "from, begin, begins, start date, start day, start time, first day, date from, since",
    "end": "to, until, ends, end date, end day, end time, last day, date to, through, finish",
    "kind": "type, leave type, reason, category",
    "note": "comment, comments, notes, description, remark",
    "want": "wish, wanted, preference",
    "max_shifts": "max, most, maximum, limit",
    "preference": "priority, rank",
    "shift": "id, shift id",
    "holidays": "holiday",
    "name": "full name, display name, person, engineer, employee, employee name, member",
    "joined": "start, start date, hire date, date of hire, joined on, joining date, from, since",
    "leaves": "end, end date, leaving date, last day, left, until, termination date",
    "email": "e-mail, mail, address, e-mail address, email address, work email",
    "timezone": "time zone, tz, zone",
    "manager": "supervisor, lead, reports to, boss",
    "capacity": "fte, share, working time",
    "tracks": "track, teams, team, rotations",
    "skills": "skill",
    "aliases": "alias, nickname, nicknames, other names",
    "off": "days off, day off",
}
"""Names of columns in other programs, and names that people use."""


def folded(cells: Sequence[str]) -> list[str]:
    """Return cells in lower case and without surrounding blanks."""
    return [cell.strip().casefold() for cell in cells]


def unnamed(position: int) -> str:
    """Return what messages call a column without a name: `column 4`."""
    return f"column {position + 1}"


def judge_header(
    source: Source,
    written: Sequence[str],
    needed: Sequence[str],
    optional: Sequence[str],
    faults: Faults,
) -> bool:
    """Return whether rows below a header can be read; report what is wrong with it.

    Parameters
    ----------
    source : Source
        File and line of the header.
    written : sequence of str
        Its cells.
    needed, optional : sequence of str
        Names of the columns.
    faults : Faults
        Collects the problems.
    """
    if len(written) > CSV_COLUMNS.most:
        what = f"has {len(written):,} columns, more than the {CSV_COLUMNS} that are read"
        faults.add(source, "", what, CSV_COLUMNS.fix)
        return False
    known = (*needed, *optional)
    named = set(needed) & set(folded(written))
    if not named and not _is_header(source, written, needed, known, faults):
        return False
    return judge_columns(source, written, needed, optional, faults)


def judge_columns(
    source: Source,
    written: Sequence[str],
    needed: Sequence[str],
    optional: Sequence[str],
    faults: Faults,
) -> bool:
    """Return whether columns are those of a table; those unknown, doubled or missing are reported.

    The parameters are those of `judge_header`; the columns may be those of a frame.
    """
    known = (*needed, *optional)
    header = folded(written)
    right = True
    meant = set()
    for n, name in enumerate(header):
        if not name:
            continue
        if name in header[:n]:
            faults.add(source, printable(name), "the column appears twice", "remove one")
            right = False
        elif name not in known:
            free = [column for column in known if column not in header]
            near = _meant(name, free)
            hint = f"did you mean '{near}'?" if near else suggest(name, free)
            faults.add(source, printable(written[n].strip()), "unknown column", hint)
            meant.add(hint)
            right = False
    for name in needed:
        if name not in header:
            if f"did you mean '{name}'?" not in meant:
                faults.add(source, name, "the column is missing", "add it")
            right = False
    for n, name in enumerate(header):
        if not name and not right:  # otherwise it matters only if it has content
            faults.add(source, "", f"column {n + 1} has no name", "name it, or remove it")
    return right


def _is_header(
    source: Source,
    written: Sequence[str],
    needed: Sequence[str],
    known: Sequence[str],
    faults: Faults,
) -> bool:
    """Return whether a row without a needed column is a header with other names; else report it."""
    if set(needed) <= set(folded(written[0].split(","))):
        faults.add(source, "", "each whole line is in quotes", "put only single cells in quotes")
        return False
    if any(_meant(name, known) for name in folded(written)):
        return True
    fix = f"the first line must be {','.join(needed)}"
    faults.add(source, "", "the header row is missing", fix)
    return False


def _meant(name: str, known: Sequence[str]) -> str | None:
    """Return the column that another name, or a misspelled one, means."""
    words = " ".join(name.replace("_", " ").split())
    if not words:
        return None  # which is what a column without other names would have, too
    called = [column for column in known if words in _CALLED.get(column, "").split(", ")]
    return called[0] if called else nearest(name, known)
