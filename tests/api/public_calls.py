"""Every public function with the kinds of its parameters, and which values each kind takes."""

from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pandas as pd

TODAY = date(2026, 12, 1)
NOW = datetime(2026, 12, 7, 11, tzinfo=UTC)

# What each kind of argument takes of the values below; all others are of another type.
VALUES: dict[str, object] = {
    "None": None,
    "True": True,
    "int": 7,
    "float": 7.5,
    "nan": float("nan"),
    "text": "2026-12-01",
    "bytes": b"x",
    "empty list": [],
    "list of texts": ["x"],
    "list of ints": [7],
    "list of None": [None],
    "dict": {"x": 1},
    "object": object(),
    "date": TODAY,
    "naive": NOW.replace(tzinfo=None),
    "aware": NOW,
    "naive Timestamp": pd.Timestamp("2026-12-07"),
    "aware Timestamp": pd.Timestamp("2026-12-07", tz="UTC"),
    "NaT": pd.NaT,
    "NA": pd.NA,
    "np.int64": np.int64(7),
    "np.float64": np.float64(7.5),
    "np.datetime64": np.datetime64("2026-12-07"),
    "np.bool_": np.True_,
    "array": np.array([7]),
    "class": int,
    "function": len,
    "path": Path("x"),
    "Series": pd.Series([7]),
    "frame": pd.DataFrame({"x": [7]}),
    "year 1": date(1, 1, 1),
}
TAKES: dict[str, set[str]] = {
    "day": {"date"},
    "moment": {"aware", "aware Timestamp"},
    "text": {"text"},
    "secret": set(),  # all texts below are too short
    "texts": {"empty list", "list of texts", "frame"},  # the names of its columns
    "switch": {"True"},
    "whole": {"int", "np.int64"},
    "number": {"int", "float", "np.int64", "np.float64"},
    "values": {"empty list", "list of texts", "list of ints", "list of None", "array", "Series"}
    | {"frame"},
    "calendar": {"bytes", "text", "path"},
    "path": {"text", "path"},
    "paths": {"text", "path", "empty list", "list of texts", "frame"},  # the names of its columns
    "schedule": {"text", "path", "empty list", "frame"},
    "entries": {"empty list"},
    "plan or lines": {"empty list", "frame"},
    "rules": {"empty list"},
    "goals": {"empty list"},
    "handings": {"empty list"},
    "stretches": {"empty list"},
    "conflicts": {"empty list"},
    "files": set(),
    "frame": {"frame"},
    "function": {"function", "class"},
    "rotation": set(),
    "plan": set(),
    "stop": set(),
    "axes": set(),
}

HORIZON = {
    "month": "text?",
    "start": "day?",
    "end": "day?",
    "weeks": "whole?",
    "rounds": "whole?",
}
CHANGE = {"today": "day", "why": "text", "rules": "rules?"}
TRADE = {"rotation": "rotation", **CHANGE}
PART = {"start": "moment?", "end": "moment?"}
LEAVE = {"person": "text", "day": "day", "accept": "switch", "force": "switch"}
SUGGEST = {"shift": "text", "today": "day", **PART, "exchanges": "switch", "rules": "rules?"}
PLOT = {"ax": "axes?"}
SEARCH = {
    "effort": "number?",
    "time_limit": "number?",
    "stop": "stop?",
    "progress": "function?",
}
RESULT: dict[str, dict[str, str]] = {"lines": {}, "records": {}, "to_dict": {}, "to_frame": {}}
ADDRESSES = {"secret": "secret?", "person": "text?"}
WHY = {"person": "text", "day": "day", "track": "text?"}
VIEWS = [
    f"{owner}.{view}"
    for owner in ("Archive", "CalendarSync", "Edition", "Undo")
    for view in ("lines", "records", "to_dict", "to_frame")
]
PUBLIC: dict[str, dict[str, str]] = {
    "rotation.load": {"path": "path", "today": "day?"},
    "rotation.check": {
        "rotation": "rotation",
        "schedule": "schedule",
        "rules": "rules?",
        "today": "day?",
        "soft": "switch",
    },
    "Rotation.problem": {"today": "day", **HORIZON},
    "Rotation.plan": {
        **HORIZON,
        "today": "day?",
        "rules": "rules?",
        "goals": "goals?",
        **SEARCH,
    },
    "Rotation.replan": {
        "today": "day",
        "release": "switch",
        "rules": "rules?",
        "goals": "goals?",
        **SEARCH,
    },
    "Rotation.next_shifts": {"person": "text", "at": "moment"},
    "Rotation.who": {"at": "moment", "today": "day?"},
    "Rotation.publish": {
        "schedule": "plan or lines",
        "today": "day",
        "why": "text",
        "force": "switch",
        "rules": "rules?",
    },
    "Rotation.suggest": SUGGEST,
    "Rotation.swap": {**CHANGE, "first": "text", "second": "text", "force": "switch"},
    "Rotation.exchange": {**CHANGE, **PART, "shifts": "texts", "force": "switch"},
    "Rotation.cover": {**CHANGE, **PART, "shift": "text", "person": "text", "force": "switch"},
    "Rotation.leave": {
        **CHANGE,
        "person": "text",
        "day": "day",
        "accept": "switch",
        "force": "switch",
    },
    "Rotation.undo": {**CHANGE, "force": "switch"},
    "Rotation.archive": {"today": "day", "before": "day?"},
    "Rotation.sync": {"data": "calendar", "today": "day", "place": "text"},
    "Rotation.ledger": {"since": "day?", "until": "day?", "draft": "schedule?"},
    "Rotation.hours": {"month": "text", "draft": "schedule?"},
    "Rotation.notes": {"week": "day", "today": "day?"},
    "Rotation.check": {
        "schedule": "schedule?",
        "today": "day?",
        "rules": "rules?",
        "soft": "switch",
    },
    "Rotation.why": {**WHY, "plan": "plan?", "today": "day?"},
    "Rotation.why_not": {**WHY, "plan": "plan?", "today": "day?"},
    **{f"Judgement.{name}": parameters for name, parameters in RESULT.items()},
    **{f"PaidMonth.{name}": parameters for name, parameters in RESULT.items()},
    **{f"HandoverNotes.{name}": parameters for name, parameters in RESULT.items()},
    **{f"Ledger.{name}": {} for name in ("indices", "records", "to_dict", "to_frame", "to_wide")},
    "trades.publish": {**TRADE, "schedule": "entries"},
    "trades.swap": {**TRADE, "first": "text", "second": "text", "force": "switch"},
    "trades.exchange": {**TRADE, **PART, "shifts": "texts", "force": "switch"},
    "trades.cover": {**TRADE, **PART, "shift": "text", "person": "text", "force": "switch"},
    "trades.suggest": {"rotation": "rotation", **SUGGEST},
    "trades.next_shifts": {"rotation": "rotation", "person": "text", "at": "moment"},
    "trades.who": {"rotation": "rotation", "at": "moment", "today": "day?"},
    "trades.leave": {
        **TRADE,
        "person": "text",
        "day": "day",
        "accept": "switch",
        "force": "switch",
    },
    "trades.undo": {**TRADE, "force": "switch"},
    "trades.archive": {"rotation": "rotation", "today": "day", "before": "day?"},
    "trades.hand_over": {**TRADE, "handings": "handings", "forced": "text"},
    "trades.sync": {"rotation": "rotation", "data": "calendar", "today": "day", "place": "text"},
    **{view: {} for view in VIEWS},
    "CalendarSync.facts": {},
    "Undo.effects": {},
    "Edition.files": {"secret": "secret?"},
    "Edition.write": {"also": "files?", "secret": "secret?"},
    "Rotation.addresses": ADDRESSES,
    "trades.addresses": {"rotation": "rotation", **ADDRESSES},
    "Replan.entries": {},
    **{f"Replan.{name}": parameters for name, parameters in RESULT.items()},
    "Replan.publish": {"why": "text"},
    "CalendarSync.texts": {},
    "CalendarSync.edition": {
        "accepted": "stretches?",
        "why": "text",
        "forced": "text",
        "rules": "rules?",
    },
    "Plan.conflicts": {"most": "whole?", "effort": "number", "regular": "switch"},
    "Plan.fixes": {"most": "whole"},
    "Plan.compromises": {},
    "Plan.longer_rest": {},
    "Plan.orders": {},
    "Plan.why": WHY,
    "Plan.why_not": WHY,
    **{f"Plan.{name}": parameters for name, parameters in RESULT.items()},
    "rotation.show_versions": {},
    "Plan.ledger": {},
    "Plan.files": {},
    "Plan.summary": {},
    "Plan.write": {"folder": "path"},
    "Rotation.save": {"folder": "path", "overwrite": "switch"},
    "Rotation.with_time_off": {
        "calendars": "paths",
        "engineer": "text?",
        "skips_free": "switch",
        "unmatched": "text",
        "ignore": "texts",
        "today": "day?",
    },
    "explain.conflicts": {
        "plan": "plan",
        "most": "whole?",
        "effort": "number",
        "regular": "switch",
    },
    "explain.fixes": {"plan": "plan", "most": "whole"},
    "explain.fixes_of": {"plan": "plan", "conflicts": "conflicts", "most": "whole", "ask": "whole"},
    "explain.why": {"plan": "plan", **WHY},
    "explain.why_not": {"plan": "plan", **WHY},
    "explain.compromises": {"plan": "plan"},
    "explain.longer_rest": {"plan": "plan"},
    "explain.orders": {"plan": "plan"},
    "explain.trade_off_frame": {"plan": "plan", "setting": "text", "values": "values"},
    "plots.load_against_share": {"ledger": "frame", "quantity": "text", **PLOT},
    "plots.before_after": {"before": "frame", "after": "frame", "quantity": "text", **PLOT},
    "plots.heat_map": {"carried": "frame", **PLOT},
    "plots.gaps": {"carried": "frame", "min_rest_days": "whole?", **PLOT},
    "plots.holidays": {"carried": "frame", "names": "texts?", **PLOT},
    "plots.trade_off": {"frame": "frame", **PLOT},
    "plots.png": {"ax": "axes", "dpi": "whole"},
    "goals.named": {"names": "texts"},
}
