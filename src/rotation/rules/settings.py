"""Settings of a rule or goal: declared by it, and read from the problem.

A unit declares them by an attribute `settings`: a subclass of `Settings` with a field for each key.
They are under `[rules.NAME]` or `[goals.NAME]` in `rotation.toml`; `settings_of` returns them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from enum import StrEnum
from typing import Any, ClassVar, Self, TypeVar

from rotation.model.people import Engineer
from rotation.model.problem import Problem
from rotation.model.source import Source
from rotation.model.tracks import Track

__all__ = ["NameKind", "Settings", "judge_shadows", "setting", "settings_of"]

S = TypeVar("S", bound="Settings")


class NameKind(StrEnum):
    """What the texts of a setting name; the files of a team know these names."""

    TRACKS = "track"
    PEOPLE = "engineer"
    SKILLS = "skill"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Base of a class of settings: a frozen dataclass with a field per key.

    A field is an `int`, `float`, `bool`, `str`, `datetime.date`, `datetime.timedelta` (written as
    "14 days"), an `enum.StrEnum`, or a `tuple[X, ...]` of these; `setting` gives its bounds.
    A field without a default is required. Checks across keys go to `__post_init__`, which raises
    `ValueError`.

    Attributes
    ----------
    repeated : bool
        Whether the file may have several such tables (`[[rules.NAME]]`); then none is the default.
    table : str
        A built-in table that has the keys instead of `[rules.NAME]`; only for rules of the package.
    places : tuple of (str, Source)
        Where each key is written, and the table under the empty key.

    Examples
    --------
    >>> from dataclasses import dataclass
    >>> from rotation.rules import Settings, setting
    >>> @dataclass(frozen=True, slots=True)
    ... class CapSettings(Settings):
    ...     most_shifts: int = setting(least=0, most=99)
    ...     in_days: int = setting(30, least=1, most=366, unit="days")
    >>> CapSettings(most_shifts=2).in_days
    30
    """

    repeated: ClassVar[bool] = False
    table: ClassVar[str] = ""

    places: tuple[tuple[str, Source], ...] = field(default=(), repr=False, compare=False)

    @classmethod
    def judge_all(cls, tables: Sequence[Self]) -> None:
        """Raise `ValueError` if the last of several tables does not go with those before it."""

    def judge_tracks(self, tracks: Mapping[str, Track]) -> None:
        """Raise `ValueError` if the tracks that a table names do not go together."""

    def shut_out(
        self,
        tracks: Mapping[str, Track],  # noqa: ARG002 - for those that ask
        engineers: Sequence[Engineer],  # noqa: ARG002 - for those that ask
    ) -> Iterator[tuple[str, str]]:
        """Yield what a table takes from people for good, and a fix, as warnings.

        Parameters
        ----------
        tracks : mapping of str to Track
            Those without a fault, by name.
        engineers : sequence of Engineer
            Those without a fault.
        """
        yield from ()

    def place(self, key: str = "") -> Source | None:
        """Return where a key is written, or the table; None for a default.

        Parameters
        ----------
        key : str
            Name of a field; empty for the table itself.
        """
        return dict(self.places).get(key)


def setting(
    default: Any = MISSING,
    *,
    least: float | None = None,
    most: float | None = None,
    unit: str = "",
    names: NameKind | None = None,
) -> Any:
    """Return a field of `Settings`.

    Parameters
    ----------
    default : object, optional
        The value of a missing key; without a default the key is required.
    least, most : float, optional
        Bounds of a number, both included.
    unit : str
        What a number counts, for messages: `days`.
    names : NameKind, optional
        What a text, or each text of a list, names: an unknown name is a fault, and so is a list
        without any. Tracks and people may be written by any of their names; the value has the
        present name of a track, and the id of a person.

    Examples
    --------
    >>> from dataclasses import dataclass
    >>> from rotation.rules import Settings, setting
    >>> @dataclass(frozen=True, slots=True)
    ... class NapSettings(Settings):
    ...     min_hours: int = setting(8, least=0, most=24, unit="hours")
    >>> NapSettings().min_hours
    8
    """
    judged = {"least": least, "most": most, "unit": unit, "names": names}
    return field(default=default, metadata=judged)


def judge_shadows(tracks: Mapping[str, Track], named: Sequence[str]) -> None:
    """Refuse tracks of a table that counts no shadow turn, if every one of them is a shadow.

    Parameters
    ----------
    tracks : mapping of str to Track
        Those that could be read.
    named : sequence of str
        The tracks of the table.

    Raises
    ------
    ValueError
        If the table would never count a shift.
    """
    if named and all(name in tracks and tracks[name].is_shadow for name in named):
        what = f"counts no shadow turn, and {' and '.join(named)} has no other turns"
        raise ValueError(f"{what}; name other tracks, or remove the table")


def settings_of(problem: Problem, unit: object, settings: type[S]) -> tuple[S, ...]:
    """Return the settings of a rule or goal, one per table.

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
        In the order of the file. Without a table: one with the defaults, or none if a key is
        required or tables may be repeated.

    Examples
    --------
    >>> from rotation.rules import LimitSettings, registered, settings_of
    >>> limited = team.replace(rules={"limit": [{"shifts": 1, "days": 14}]})
    >>> problem = limited.problem(month="2026-12", today=today)
    >>> (limit,) = (rule for rule in registered() if rule.name == "limit")
    >>> [table.days for table in settings_of(problem, limit, LimitSettings)]
    [14]
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
