"""The one writer of CSV files and tables."""

import csv
import io
from collections.abc import Iterable, Sequence

from rotation.export.text import clean
from rotation.model.formulas import guarded

__all__ = ["csv_text"]


def csv_text(rows: Iterable[Sequence[object]], end: str = "\n", *, cleaned: bool = True) -> str:
    """Return rows as CSV; every text is one line, and none is a formula (O4).

    Parameters
    ----------
    rows : iterable of sequence
        The header among them. Numbers stay as they are: a negative one is not a formula.
    end : str
        Behind each row.
    cleaned : bool
        Whether texts are cleaned; False for those that were read, which have to stay equal: they
        are one line of visible characters, but may hold other blanks.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator=end)
    for row in rows:
        # csv quotes no carriage return, at which every reader begins a row.
        texts = (clean(c) if cleaned and isinstance(c, str) else c for c in row)
        writer.writerow(guarded(text) if isinstance(text, str) else text for text in texts)
    return file.getvalue()
