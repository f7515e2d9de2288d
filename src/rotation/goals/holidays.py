"""Goal 4 of the domain: holidays on call shared fairly."""

from rotation.goals.levelling import Fairness
from rotation.model.fairness import Quantity

__all__ = ["Holidays"]


class Holidays(Fairness):
    """Everybody's holidays on call near the fair share."""

    def __init__(self) -> None:
        super().__init__(Quantity.HOLIDAYS, "fair holidays", "squared days")
