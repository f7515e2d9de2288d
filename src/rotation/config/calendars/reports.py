"""Remarks about an event before it is read: why it is left out, or how it is understood."""

from datetime import UTC, timedelta

from rotation.config.calendars.components import Component, ProblemReporter
from rotation.config.calendars.moments import FIRST_YEAR, LAST_YEAR
from rotation.config.calendars.spans import TIMES, interval
from rotation.config.faults import Wrong
from rotation.limits import OCCURRENCES

__all__ = ["MAX_DAYS", "judged"]

MAX_DAYS = 400
_READ_ON = {
    "DTEND": "it is read without one",
    "DURATION": "it is read without one",
    "RRULE": "only its start is read",
    "RDATE": "the dates that can be read are added",
    "EXDATE": "the dates that can be read are exceptions",
    "EXRULE": "what it leaves out counts",
    "STATUS": "it counts",
    "SEQUENCE": "it counts beside other versions",
    "RANGE": "it stands for one instance",
}
"""The consequence of a property that cannot be read, or is not read at all."""
_SILENT = frozenset({"DTSTAMP", "LAST-MODIFIED"})


def judged(component: Component, report: ProblemReporter) -> bool:
    """Return whether an event can be read; report its problems.

    Parameters
    ----------
    component : Component
        A VEVENT.
    report : callable
        Called with the reason why it is left out, or what cannot be read.
    """
    unread = [name for name in component.times.unread if name not in _SILENT]
    if component.times.cancelled:
        # Without a known instance nothing is cancelled, and the rest does not matter.
        names = [name for name in unread if name in {"RECURRENCE-ID", "SEQUENCE"}]
        for name in names:
            report(
                component, Wrong(f"has no readable {name}, and cancels nothing", TIMES), kept=True
            )
        return "RECURRENCE-ID" not in names
    try:
        _judge(component)
    except Wrong as problem:
        report(component, Wrong(problem.what, problem.hint or TIMES))
        return False
    except OverflowError:
        report(component, Wrong("has a time that no calendar can hold", TIMES))
        return False
    _report_doubts(component, unread, report)
    return True


def _judge(component: Component) -> None:
    times = component.times
    for name in ("DTSTART", "RECURRENCE-ID"):
        if name in times.unread:
            raise Wrong(f"has no readable {name}")
    start, end, _ = interval(component, UTC)
    if end < start:
        raise Wrong("ends before it starts")
    if end - start > timedelta(days=MAX_DAYS):
        raise Wrong(f"is longer than {MAX_DAYS} days", "split it")
    if start.year < FIRST_YEAR or end.year > LAST_YEAR:
        raise Wrong(f"is outside the years {FIRST_YEAR} to {LAST_YEAR}")
    for name, dates in (("EXDATE", times.excepted), ("RDATE", times.added)):
        if len(dates) > OCCURRENCES.most:
            raise Wrong(f"has more than {OCCURRENCES.most:,} dates in {name}", "split it")
    assert times.start is not None
    for rule in times.rules:
        rule.judge(times.start.clock.date())


def _report_doubts(component: Component, unread: list[str], report: ProblemReporter) -> None:
    if component.times.unknown:
        names = ", ".join(map(repr, component.times.unknown))
        what = f"is in the unknown time zone {names}; it is read in the person's own zone"
        report(component, Wrong(what, "name an IANA zone"), kept=True)
    if component.times.instance is not None and (component.times.rules or component.times.added):
        what = "repeats although it is one instance of a series; only that one is read"
        report(component, Wrong(what, "make it an event of its own, with another UID"), kept=True)
    for name in unread:
        article = "a" if name[0] not in "AEORX" or name == "RANGE" else "an"
        then = _READ_ON.get(name, "it is read without one")
        then = "the other is read" if name == "RRULE" and component.times.rules else then
        what = f"has {article} {name} that cannot be read; {then}"
        report(component, Wrong(what, "correct it"), kept=True)
    if any(rule.count is not None and rule.until is not None for rule in component.times.rules):
        what = "repeats with both COUNT and UNTIL; it is read up to the earlier end"
        report(component, Wrong(what, "keep one of them"), kept=True)
