"""`plan.json`: a document of plain values, byte for byte the same for the same plan."""

import json
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from rotation.display.documents import plain_document

__all__ = ["plan_json"]


def plan_json(document: Mapping[str, object], timezone: str = "UTC") -> str:
    """Return a document as JSON.

    Parameters
    ----------
    document : mapping
        As for `rotation.display.documents.plain_document`.
    timezone : str
        IANA name of the zone instants are written in.

    Returns
    -------
    str
        Two spaces per level, non-ASCII letters as they are, a final line end.

    Raises
    ------
    TypeError, ValueError
        As `plain_document`.
    """
    plain = plain_document(document, ZoneInfo(timezone))
    return json.dumps(plain, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
