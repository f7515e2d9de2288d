"""Regular shifts shared fairly (G2)."""

from rotation.goals.levelling import Fairness
from rotation.model.fairness import Quantity

__all__ = ["Shifts"]


class Shifts(Fairness):
    """Everybody's regular shifts close to the fair share."""

    def __init__(self) -> None:
        super().__init__(Quantity.SHIFTS, "fair shifts", "squared shifts")
