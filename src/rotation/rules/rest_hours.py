"""Rest in hours between the shifts of some tracks, in place of whole days."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Self

from rotation.model.configured import Configured
from rotation.model.shifts import Shift, Window
from rotation.model.tracks import Track
from rotation.rules.grounds import Fields
from rotation.rules.settings import NameKind, Settings, judge_shadows, setting

__all__ = ["RestHours", "asking", "key_of", "rest_tables"]


@dataclass(frozen=True, kw_only=True)
class RestHours(Settings):
    """Keys of `[[rules.rest]]`."""

    repeated = True

    hours: int = setting(least=1, most=744, unit="hours")
    tracks: tuple[str, ...] = setting((), names=NameKind.TRACKS)

    @classmethod
    def judge_all(cls, tables: Sequence[Self]) -> None:
        """Refuse a track whose rest two tables say."""
        *before, last = tables
        for table in before:
            both = [track for track in last.tracks if table.about(track)]
            if both or not last.tracks:
                names = f"track {both[0]}" if both else "every track"
                what = f"{names} has its hours of rest in a table before this one"
                raise ValueError(f"{what}; remove one of the two")

    def judge_tracks(self, tracks: Mapping[str, Track]) -> None:
        """Refuse tracks that are shadows only."""
        judge_shadows(tracks, self.tracks)

    def about(self, track: str) -> bool:
        """Return whether the table is about a track."""
        return not self.tracks or track in self.tracks

    def counts(self, shift: Shift) -> bool:
        """Return whether a shift needs and gives these hours; volunteer shifts do."""
        return self.about(shift.track) and not shift.shadow

    def spans(self, shift: Shift) -> tuple[Window, ...]:
        """Return the windows of a shift, with the rest after each."""
        span = timedelta(hours=self.hours)
        rests = tuple(window.end + span for window in shift.windows)
        return replace(shift, rested=rests[-1], rests=rests).with_rest

    def fields(self) -> Fields:
        """Return the fields of a statement, without the person."""
        quantities = {"hours": self.hours}
        return {"kind": "few_hours", "quantities": quantities, "setting": self.place("hours")}


def rest_tables(settings: Sequence[Configured]) -> tuple[RestHours, ...]:
    """Return the tables `[[rules.rest]]` among the settings of a rotation or a problem."""
    return tuple(
        RestHours(**dict(table.values), places=table.places)  # type: ignore[arg-type]
        for table in settings
        if table.table == "rules.rest"
    )


def asking(tables: Sequence[RestHours], shift: Shift) -> Shift:
    """Return a shift with the rest that its team asks for beside a shift of another team.

    A table for its track says hours in place of days (R15). Volunteer shifts and shadows have none.

    Parameters
    ----------
    tables : sequence of RestHours
        Those of its team.
    shift : Shift
        With the days of rest that its team asks for.
    """
    rests = shift.rests
    if not shift.regular:
        rests = tuple(window.end for window in shift.windows)
    else:
        for table in tables:
            if table.counts(shift):
                rests = tuple(w.end + timedelta(hours=table.hours) for w in shift.windows)
    return replace(shift, rested=rests[-1], rests=rests)


def key_of(
    tables: Sequence[RestHours], otherwise: Callable[[Shift], str]
) -> Callable[[Shift], str]:
    """Return what is equal for shifts between which whole days do not hold.

    Parameters
    ----------
    tables : sequence of RestHours
        No track is in two of them.
    otherwise : callable
        Returns it for shifts of other tracks.
    """

    def key(shift: Shift) -> str:
        numbers = (n for n, table in enumerate(tables) if table.counts(shift))
        number = next(numbers, None)
        # No id of a shift is empty before its track.
        return otherwise(shift) if number is None else f" {number}"

    return key
