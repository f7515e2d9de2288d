"""Holidays on call shared fairly (G4)."""

from rotation.goals.levelling import Fairness
from rotation.model.fairness import Quantity

__all__ = ["Holidays"]


class Holidays(Fairness):
    """Everybody's holidays on call close to the fair share."""

    def __init__(self) -> None:
        super().__init__(Quantity.HOLIDAYS, "fair holidays", "squared days")
