"""Rules and goals are equal by what they are made of."""

__all__ = ["ByValue"]


class ByValue:
    """Equal to another object of its class with the same attributes.

    Plans hold their rules and goals. Those of a plan from a pickle are other objects, and the plan
    still equals the one that was pickled.
    """

    name: str

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and vars(other) == vars(self)

    def __hash__(self) -> int:
        return hash((type(self), self.name))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"
