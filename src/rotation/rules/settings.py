"""Settings that a rule or a goal declares, and reads from the problem.

A unit declares them by an attribute `settings`: a subclass of `Settings` with a field for each key.
`rotation.toml` has them under `[rules.NAME]` or `[goals.NAME]`; `settings_of` gives them back.
"""

from dataclasses import MISSING, dataclass, field, fields
from typing import Any, ClassVar, TypeVar

from rotation.model.problem import Problem
from rotation.model.source import Source

__all__ = ["Settings", "setting", "settings_of"]

S = TypeVar("S", bound="Settings")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Base of a class of settings: a frozen dataclass with a field per key.

    A field is an `int`, `float`, `bool`, `str`, `datetime.date`, `datetime.timedelta` (written as
    "14 days"), an `enum.StrEnum`, or a `tuple[X, ...]` of these; `setting` says what it may be. A
    field without a default has to be written. What keys may say together is judged in
    `__post_init__`, which raises `ValueError`.

    Attributes
    ----------
    repeated : bool
        Whether the file may have several such tables (`[[rules.NAME]]`); then none is the default.
    table : str
        A table of ours that has the keys instead of `[rules.NAME]`; of no use outside the package.
    places : tuple of (str, Source)
        Where each key is written, and the table under the empty key.
    """

    repeated: ClassVar[bool] = False
    table: ClassVar[str] = ""

    places: tuple[tuple[str, Source], ...] = field(default=(), repr=False, compare=False)

    def place(self, key: str = "") -> Source | None:
        """Return where a key is written, or the table; None for a default."""
        return dict(self.places).get(key)


def setting(
    default: Any = MISSING,
    *,
    least: float | None = None,
    most: float | None = None,
    unit: str = "",
) -> Any:
    """Return a field of `Settings`.

    Parameters
    ----------
    default : object, optional
        The value of a key that is not written; without one the key is needed.
    least, most : float, optional
        Bounds of a number, both included.
    unit : str
        What a number counts, for messages: `days`.
    """
    judged = {"least": least, "most": most, "unit": unit}
    return field(default=default, metadata=judged)


def settings_of(problem: Problem, unit: object, settings: type[S]) -> tuple[S, ...]:
    """Return the settings of a rule or a goal, one for each of its tables.

    Parameters
    ----------
    problem : Problem
        Has what was read.
    unit : Rule or Goal
        Whose settings.
    settings : type
        The class that the unit declares.

    Returns
    -------
    tuple
        In the order of the file. Without a table: one with the defaults, or none where a key is
        needed or tables may be repeated.
    """
    kind = "goals" if hasattr(unit, "measure") else "rules"
    table = settings.table or f"{kind}.{getattr(unit, 'name', '')}"
    keys = {field.name for field in fields(settings)}
    given = tuple(
        settings(
            **{key: value for key, value in configured.values if key in keys},
            places=tuple(place for place in configured.places if not place[0] or place[0] in keys),
        )
        for configured in problem.settings
        if configured.table == table
    )
    if given or settings.repeated or _needed(settings):
        return given
    return (settings(),)


def _needed(settings: type[Settings]) -> bool:
    return any(f.default is MISSING and f.default_factory is MISSING for f in fields(settings))
