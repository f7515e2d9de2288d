"""Rest days on call shared fairly (G3)."""

from rotation.goals.levelling import Fairness
from rotation.model.fairness import Quantity

__all__ = ["RestDays"]


class RestDays(Fairness):
    """Everybody's rest days on call close to the fair share."""

    def __init__(self) -> None:
        super().__init__(Quantity.REST_DAYS, "fair rest days", "squared days")
