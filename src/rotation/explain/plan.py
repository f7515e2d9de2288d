"""A plan that answers questions: what `Rotation.plan` gives.

`Plan` itself stands below this package and cannot know it; each method here is the free function
of the same name.
"""

from dataclasses import fields
from datetime import date

from rotation.explain.answers import Answers
from rotation.explain.compromises import Compromise, Order, compromises, orders
from rotation.explain.conflicts import Conflict, conflicts
from rotation.explain.fixes import Fixes, fixes
from rotation.explain.why import Reason, why, why_not
from rotation.plans.plan import Plan

__all__ = ["AnsweringPlan"]


class AnsweringPlan(Plan):
    """A plan that tells why; answers have `text`, `lines()`, `to_frame()` and `as_list()`."""

    @classmethod
    def of(cls, plan: Plan) -> "AnsweringPlan":
        """Return a plan with answers."""
        return cls(**{field.name: getattr(plan, field.name) for field in fields(Plan)})

    def conflicts(self) -> Answers[Conflict]:
        """Explain every open shift; see `rotation.explain.conflicts`."""
        return conflicts(self)

    def fixes(self) -> Answers[Fixes]:
        """Return the changes that would fill the open shifts; see `rotation.explain.fixes`."""
        return fixes(self)

    def why(self, person: str, day: date, *, track: str | None = None) -> Answers[Reason]:
        """Tell why somebody is on call on a day; see `rotation.explain.why`."""
        return why(self, person, day, track=track)

    def why_not(self, person: str, day: date, *, track: str | None = None) -> Answers[Reason]:
        """Tell why somebody is not on call on a day; see `rotation.explain.why_not`."""
        return why_not(self, person, day, track=track)

    def compromises(self) -> Answers[Compromise]:
        """Return what holds each goal back; see `rotation.explain.compromises`."""
        return compromises(self)

    def orders(self) -> Answers[Order]:
        """Return what another order of goals would give; see `rotation.explain.orders`."""
        return orders(self)
