"""The place where a fact is written."""

from dataclasses import dataclass, field

__all__ = ["Argument", "SheetRow", "Source", "SourceElsewhere"]


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

    @property
    def words(self) -> str:
        """The place as others of the same file refer to it: `line 3`."""
        return f"line {self.line}"

    @property
    def where(self) -> str:
        """The same as an adverb: `on line 3`."""
        return f"on {self.words}"

    def key(self, key: str) -> str:
        """Return the place of a key or column, for messages."""
        return f"{self}: {key}" if key else str(self)


@dataclass(frozen=True, slots=True, order=True)
class SourceElsewhere(Source):
    """A line of a file of another team of the fleet: `../search/time_off.csv:3`."""


@dataclass(frozen=True, slots=True, order=True)
class SheetRow(Source):
    """A row of a workbook.

    Attributes
    ----------
    columns : tuple of (str, str)
        The name of each column, and its letters.
    """

    columns: tuple[tuple[str, str], ...] = field(default=(), compare=False, repr=False)

    @property
    def words(self) -> str:
        """The place as others of the same workbook refer to it: `row 3`."""
        return f"row {self.line}"

    def key(self, key: str) -> str:
        """Return the place of a cell as spreadsheets call it: `away.xlsx:B7: start`."""
        letters = next((letters for name, letters in self.columns if name == key), "")
        return f"{self.file}:{letters}{self.line}: {key}" if key else str(self)


@dataclass(frozen=True, slots=True, order=True)
class Argument(Source):
    """An argument of Python, or an item of one: `engineers[3]`.

    Attributes
    ----------
    file : str
        The argument: `engineers`, or `holidays.extra`; empty for all arguments together.
    line : int
        1-based number of the item; 0 when the fact belongs to the whole argument.
    """

    def __str__(self) -> str:
        return f"{self.file}[{self.line - 1}]" if self.line else self.file

    @property
    def words(self) -> str:
        """The argument: `engineers[2]`."""
        return str(self)

    @property
    def where(self) -> str:
        """The same as an adverb: `at engineers[2]`."""
        return f"at {self}"

    def key(self, key: str) -> str:
        """Return the path of an attribute, for messages."""
        return ".".join(filter(None, (str(self), key)))
