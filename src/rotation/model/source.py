"""The place where a fact is written."""

from dataclasses import dataclass

__all__ = ["Source"]


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A line of an input file.

    Attributes
    ----------
    file : str
        The file as the user named it, relative to the configuration.
    line : int
        1-based line; 0 when the fact belongs to the whole file.
    """

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file
