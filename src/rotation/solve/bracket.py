"""A widest value searched for between one that is shown and one that is refuted."""

from rotation.errors import SolverDisagreement

__all__ = ["Bracket"]


class Bracket:
    """What is known of the widest of some ascending values, and which to try next.

    Whoever can have a value can have every smaller one. Values are named by their places. The
    bracket halves what is left, or gallops: from a first guess in steps of 1, 2, 4, ... until the
    answer turns, and only then halves (J. L. Bentley and A. C.-C. Yao, An almost optimal algorithm
    for unbounded searching, Information Processing Letters 5 (1976)).

    Parameters
    ----------
    low : int
        The place of a value that is shown to be possible.
    bound : int
        The last place that is not refuted; not below `low`.
    first : int, optional
        Which to try first, or the nearest place that is left; in the middle by default.
    galloping : bool
        Whether to look near the first guess before halving.

    Attributes
    ----------
    low : int
        The last place shown to be possible.
    high : int
        The last place worth a try.
    bound : int
        The last place that is not refuted.
    place : int
        Which to try next, as long as the bracket is open.

    Raises
    ------
    SolverDisagreement
        When a place is both shown and refuted.
    """

    def __init__(
        self, low: int, bound: int, first: int | None = None, *, galloping: bool = False
    ) -> None:
        self.low, self.high, self.bound = low, bound, bound
        self._check()
        self._galloping = galloping
        self._stride = 0
        self._rose: bool | None = None
        self.place = self._middle() if first is None else self._left(first)

    @property
    def open(self) -> bool:
        """Whether there is a place to try."""
        return self.low < self.high

    @property
    def proved(self) -> bool:
        """Whether everything above the last place that is shown is refuted."""
        return self.low == self.bound

    @property
    def climb(self) -> int:
        """How far the place to try is above what was shown last, galloping; 0 otherwise."""
        return self._stride if self._rose else 0

    def show(self, place: int) -> None:
        """Record that the value at a place is possible: of the place to try, or of a wider one."""
        self.low = max(self.low, place)
        self._check()
        self._go_on(rises=True)

    def refute(self, place: int) -> None:
        """Record that the value at a place is impossible."""
        self.bound = min(self.bound, place - 1)
        self.high = min(self.high, self.bound)
        self._check()
        self._go_on(rises=False)

    def skip(self, place: int) -> None:
        """Leave out a place and all above it, without knowing whether their values are possible."""
        self.high = min(self.high, place - 1)
        self._go_on(rises=False)

    def _go_on(self, *, rises: bool) -> None:
        turned = self._rose is not None and self._rose != rises
        self._galloping, self._rose = self._galloping and not turned, rises
        self._stride = (2 * self._stride or 1) if self._galloping else 0
        if not self._galloping:
            self.place = self._middle()
        else:
            away = self.low + self._stride if rises else self.high + 1 - self._stride
            self.place = self._left(away)

    def _middle(self) -> int:
        return (self.low + self.high + 1) // 2

    def _left(self, place: int) -> int:
        """Return the nearest of the places that are left to try."""
        return min(max(place, self.low + 1), self.high)

    def _check(self) -> None:
        if self.low > self.bound:
            raise SolverDisagreement(
                f"place {self.low} is shown to be possible, and {self.bound + 1} to be impossible"
            )
