"""The window of the published plan that `show` and `report` are about."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from rotation.api import Rotation
from rotation.cli.options import Options
from rotation.errors import BadInput, Fault
from rotation.horizon import horizon_of
from rotation.horizon.clock import midnight

__all__ = ["window_of"]


def window_of(
    rotation: Rotation, options: Options, today: date
) -> tuple[datetime, datetime | None]:
    """Return the bounds of the window, by default from the midnight of today on."""
    given = [name for name in ("since", "until") if getattr(options, name) is not None]
    if options.month is not None:
        if given:
            what = f"cannot be combined with --{given[0]}"
            raise BadInput(Fault("--month", what, "give either a month or days"))
        return horizon_of(rotation, today=today, month=options.month)
    zone = ZoneInfo(rotation.timezone)
    start = midnight(zone, options.since or today)
    end = None if options.until is None else midnight(zone, options.until)
    if end is not None and end <= start:
        what = f"{options.until} is not after {options.since or today}"
        raise BadInput(Fault("--until", what, "give the day after the last one, or --since"))
    return start, end
