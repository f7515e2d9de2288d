"""The cost of a setting: the same horizon planned with several values."""

from collections.abc import Iterable
from dataclasses import fields
from numbers import Integral
from typing import TYPE_CHECKING

from rotation.arguments import checked
from rotation.errors import BadInput, Fault
from rotation.explain.answers import frame_of
from rotation.explain.subjects import PLAN
from rotation.goals import levelling, named
from rotation.kinds import SEQUENCE, TEXT
from rotation.model.fairness import Quantity
from rotation.model.settings import RotationData
from rotation.model.shifts import ShiftKind
from rotation.model.spelling import nearest
from rotation.problems import build_problem
from rotation.solve.outcome import Outcome

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["trade_off_frame"]

_MOST = 3660  # as in rotation.toml
_LEVELLED = (Quantity.SHIFTS, Quantity.REST_DAYS, Quantity.HOLIDAYS)


@checked(plan=PLAN, setting=TEXT, values=SEQUENCE)
def trade_off_frame(plan: Outcome, setting: str, values: Iterable[int]) -> "pd.DataFrame":
    """Plan the horizon of a plan with several values of a setting, and compare.

    Each value is planned and proved separately, with the rules, goals and effort of the plan; the
    published plan stays settled. `rotation.analysis.plots.trade_off` draws the frame.

    Parameters
    ----------
    plan : Outcome
        The plan in question.
    setting : str
        A setting in days: `min_rest_days`, `history_days`, `grace_days`, `new_for_days` or
        `notice_days`.
    values : iterable of int
        Whole days, 0 or more.

    Returns
    -------
    pandas.DataFrame
        One row per value, in the given order, with `setting, value, open` (regular shifts),
        `open_volunteer`, the sums of squared differences from fair shares `shifts`, `rest_days`
        and `holidays`, and `proved`.

    Raises
    ------
    BadInput
        For an unknown setting, and for values that are not days.

    Examples
    --------
    >>> from rotation import explain
    >>> frame = explain.trade_off_frame(plan, "min_rest_days", [7, 21])
    >>> frame[["value", "open", "shifts"]]
       value  open    shifts
    0      7     1  0.666667
    1     21     2  0.333333
    """
    known = [field.name for field in fields(RotationData) if field.name.endswith("_days")]
    days = list(values)
    faults = []
    if setting not in known:
        near = nearest(setting, known)
        hint = f"did you mean {near}?" if near else f"give one of {', '.join(known)}"
        faults.append(Fault("setting", f"{setting!r} is not a number of days", hint))
    faults += [
        Fault("values", f"{value!r} is not a number of days", "give whole days, 0 or more")
        for value in days
        if not isinstance(value, Integral) or isinstance(value, bool) or not 0 <= value <= _MOST
    ]
    if faults:
        raise BadInput(faults)
    return frame_of([_outcome(plan, setting, int(value)) for value in days], _COLUMNS)


_COLUMNS = [
    *("setting", "value", "open", "open_volunteer"),
    *(quantity.value for quantity in _LEVELLED),
    "proved",
]


def _outcome(plan: Outcome, setting: str, value: int) -> dict[str, object]:
    rotation = plan.rotation.amended(**{setting: value})
    problem = build_problem(rotation, plan.problem.start, plan.problem.end, plan.today)
    outcome = Outcome.of(
        rotation,
        problem,
        plan.today,
        rules=plan.rules,
        goals=plan.goals,
        parameters=plan.parameters,
    )
    left = map(problem.shift, outcome.roster.open_shifts())
    kinds = [shift.kind for shift in left if not shift.shadow]
    levels = {quantity: name for name, quantity in levelling().items()}
    uneven = {
        quantity.value: goal.measure(problem, outcome.roster)[0]
        for quantity, goal in zip(
            _LEVELLED, named([levels[quantity] for quantity in _LEVELLED]), strict=True
        )
    }
    return {
        "setting": setting,
        "value": value,
        "open": kinds.count(ShiftKind.REGULAR),
        "open_volunteer": kinds.count(ShiftKind.VOLUNTEER),
        **{name: float(number) for name, number in uneven.items()},
        "proved": outcome.proved,
    }
