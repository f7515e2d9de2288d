"""Who a cell of an exported table names: one person, nobody, or what cannot be either."""

import re

from rotation.config.faults import Wrong
from rotation.config.person_names import means_nobody
from rotation.config.text import quote

__all__ = ["person_of"]

_UNKNOWN = frozenset({"n a", "none", "tba", "tbc", "tbd", "unassigned", "vacant"})
"""What sheets say where nobody is on call yet, beside the names of an open shift."""

_SEVERAL = re.compile(r"\S\s*[/&+;]\s*\S|\w\s+(?:and|und|et|or)\s+\w", re.IGNORECASE)
_ASIDE = re.compile(r"\(([^()]*)\)")
_WHEN = re.compile(
    r"[0-9]|\b(?:until|till|from|since|before|after|mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE
)


def person_of(cell: str) -> str:
    """Return the person whom a cell names; empty for nobody.

    `-`, `?`, `TBD`, `n/a` and the like are nobody, as `open` is.

    Raises
    ------
    Wrong
        When it names several people, is a number, or says in parentheses when it holds: such a
        cell would become a person of its own.
    """
    words = " ".join(re.findall(r"\w+", cell.casefold()))
    if not words or means_nobody(cell) or words in _UNKNOWN:
        return ""
    if not any(map(str.isalpha, words)):
        fix = "write a name, or say with --columns which columns are tracks"
        raise Wrong(f"{quote(cell)} is no name", fix)
    plain = _ASIDE.sub(" ", cell)
    if "@" not in cell and _SEVERAL.search(plain):
        fix = "give each of them a column, or `Ada (Ben on 12/01/2027)` for one day"
        raise Wrong(f"{quote(cell)} names several people", fix)
    if any(_WHEN.search(aside) for aside in _ASIDE.findall(cell)):
        what = f"{quote(cell)} says when it holds in a way that is not understood"
        raise Wrong(what, "write it as `Ada (Ben on 12/01/2027)`, or as rows with start and end")
    return cell
