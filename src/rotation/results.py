"""The classes of what the methods of a rotation return, for annotations and `isinstance`.

Nobody makes them but the package. Those of trades are in `rotation.trades`, those of questions in
`rotation.explain`. Modules are imported when their names are first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rotation.analysis.ledger import Ledger, LedgerLine
    from rotation.analysis.paid_month import PaidMonth
    from rotation.analysis.pay import PaidLine
    from rotation.checks.judgement import Judgement
    from rotation.display.results import Result
    from rotation.model.objective import Objective
    from rotation.model.schedule import Row
    from rotation.plans.difference import Moved, PersonChange
    from rotation.plans.plan import Plan
    from rotation.plans.replan import Replan
    from rotation.trades.announcements import HandoverNotes

__all__ = [
    "HandoverNotes",
    "Judgement",
    "Ledger",
    "LedgerLine",
    "Moved",
    "Objective",
    "PaidLine",
    "PaidMonth",
    "PersonChange",
    "Plan",
    "Replan",
    "Result",
    "Row",
]

_HOMES = {
    "HandoverNotes": "rotation.trades.announcements",
    "Judgement": "rotation.checks.judgement",
    "Ledger": "rotation.analysis.ledger",
    "LedgerLine": "rotation.analysis.ledger",
    "Moved": "rotation.plans.difference",
    "Objective": "rotation.model.objective",
    "PaidLine": "rotation.analysis.pay",
    "PaidMonth": "rotation.analysis.paid_month",
    "PersonChange": "rotation.plans.difference",
    "Plan": "rotation.plans.plan",
    "Replan": "rotation.plans.replan",
    "Result": "rotation.display.results",
    "Row": "rotation.model.schedule",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 RUF100 - a module's attributes have no one type
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
