"""Who was on call when, as another tool exported it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from rotation.model.source import Source

__all__ = ["Export", "Stint"]


@dataclass(frozen=True, slots=True, order=True)
class Stint:
    """A stretch of time in which one person is on call, or nobody.

    Attributes
    ----------
    start, end : datetime.datetime
        UTC, half-open.
    schedule : str
        What the export calls the track; may be empty.
    person : str
        A name, or an address where there is no name; empty for nobody.
    email : str
        The address, in small letters; may be empty.
    source : Source
        Where it is written; not part of equality.
    """

    start: datetime
    end: datetime
    schedule: str
    person: str
    email: str = ""
    source: Source = field(default=Source(""), compare=False)


@dataclass(frozen=True, slots=True)
class Export:
    """What a file holds.

    Attributes
    ----------
    stints : tuple of Stint
        By start, each once.
    timezone : str
        The zone of its clock: as it was given, else as the file says.
    name : str
        Of the calendar; may be empty.
    remarks : tuple of str
        What was read in a way that a person should know, as sentences.
    """

    stints: Sequence[Stint]
    timezone: str
    name: str = ""
    remarks: tuple[str, ...] = ()
