"""Who holds which shift."""

from collections.abc import Iterator, Mapping

__all__ = ["Roster"]


class Roster(Mapping[str, str | None]):
    """A frozen map from shift id to engineer id; None is an open shift.

    Parameters
    ----------
    holders : mapping of str to str or None
        Every shift of a problem, in any order.

    Examples
    --------
    >>> from rotation.model.roster import Roster
    >>> roster = Roster({"A-2026-12-07": "ada", "A-2026-12-14": None})
    >>> roster.open_shifts()
    ('A-2026-12-14',)
    """

    __slots__ = ("_holders",)

    def __init__(self, holders: Mapping[str, str | None]) -> None:
        self._holders = dict(holders)

    def __getitem__(self, shift_id: str) -> str | None:
        return self._holders[shift_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._holders)

    def __len__(self) -> int:
        return len(self._holders)

    def __hash__(self) -> int:
        return hash(frozenset(self._holders.items()))

    def __repr__(self) -> str:
        return f"Roster({self._holders!r})"

    def open_shifts(self) -> tuple[str, ...]:
        """Return the ids of the shifts nobody holds, in the roster's order."""
        return tuple(shift for shift, holder in self._holders.items() if holder is None)
