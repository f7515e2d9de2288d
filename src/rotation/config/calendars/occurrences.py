"""The occurrences of the events of one UID; events that cannot be expanded are reported."""

from collections.abc import Sequence
from datetime import tzinfo

from rotation.config.calendars.bounded_rules import Budget
from rotation.config.calendars.components import Component, ProblemReporter
from rotation.config.calendars.series import Happening, Series, Stretches, once
from rotation.config.faults import Wrong

__all__ = ["happenings"]


def happenings(
    twins: Sequence[Component],
    home: tzinfo,
    stretches: Stretches,
    budget: Budget,
    report: ProblemReporter,
) -> tuple[list[Happening], bool]:
    """Expand the components of one UID.

    Parameters
    ----------
    twins : sequence of Component
        The ones that count: masters and moved instances.
    home : datetime.tzinfo
        The zone of the person.
    stretches : sequence of tuple of datetime.datetime
        Where repetitions are known; single events are read with any date.
    budget : Budget
        The remaining effort for the file.
    report : callable
        Takes what is left out, and why.

    Returns
    -------
    tuple
        The occurrences, and whether something repeats beyond the stretches.
    """
    moved = [twin for twin in twins if twin.times.instance is not None]
    masters = [twin for twin in twins if twin.times.instance is None]
    found_all: list[Happening] = []
    cut = False
    alone = [once(twin, home) for twin in moved if not twin.times.cancelled]
    if not masters:
        found_all += alone
    for master in masters:
        try:
            times = master.times
            if moved or times.rules or times.added or times.excepted:
                series = Series(master, home, report)
                found_all += list(series.expanded(moved, stretches, budget))
                cut |= series.goes_beyond(stretches)
            else:
                found_all.append(once(master, home))
        except Wrong as problem:
            report(master, problem)
            found_all += alone
        except Exception as error:  # noqa: BLE001 RUF100 - other people's files, another's library
            what = f"cannot be repeated ({type(error).__name__})"
            report(master, Wrong(what, "correct its repetition"))
            found_all += alone
    return found_all, cut
