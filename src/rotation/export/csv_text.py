"""The one writer of CSV files and tables."""

import csv
import io
from collections.abc import Iterable, Sequence

from rotation.export.text import clean
from rotation.model.formulas import guarded

__all__ = ["csv_text"]


def csv_text(rows: Iterable[Sequence[object]], end: str = "\n") -> str:
    """Return rows as CSV; every text is one line, and none is a formula (O4).

    Parameters
    ----------
    rows : iterable of sequence
        The header among them. Numbers stay as they are: a negative one is not a formula.
    end : str
        Behind each row.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator=end)
    for row in rows:
        # csv quotes no carriage return, at which every reader begins a row.
        writer.writerow(guarded(clean(c)) if isinstance(c, str) else c for c in row)
    return file.getvalue()
