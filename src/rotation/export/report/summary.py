"""The head of the page: what to know in ten seconds."""

from collections.abc import Iterator
from dataclasses import dataclass

from rotation.export.report.cast import Cast, signed
from rotation.export.report.gaps import is_new
from rotation.model.fairness import Quantity
from rotation.model.report import LineOrigin, Report
from rotation.model.shifts import ShiftKind
from rotation.model.spelling import counted
from rotation.model.words import day_text

__all__ = ["Badge", "Card", "badges_of", "cards_of", "todo_of"]


@dataclass(frozen=True, slots=True)
class Badge:
    """A verdict; `look` is `ok`, `warn` or `bad`, and `mark` says the same without colour."""

    look: str
    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """A figure and what it means."""

    figure: str
    text: str


_OK, _WARN, _BAD = "\N{CHECK MARK}", "!", "\N{MULTIPLICATION X}"


def badges_of(report: Report) -> Iterator[Badge]:
    """Yield badges: whether rules hold, shifts are held and goals are proved."""
    verdict = report.verdict
    if verdict.broken:
        settled = counted(verdict.broken, "broken rule")
        yield Badge("bad", _BAD, f"{settled} among shifts settled before")
    else:
        yield Badge("ok", _OK, "Every rule holds")
    if verdict.open_regular:
        yield Badge("bad", _BAD, f"{counted(verdict.open_regular, 'regular shift')} open")
    if verdict.open_volunteer:
        yield Badge("warn", _WARN, f"{counted(verdict.open_volunteer, 'volunteer shift')} open")
    if not verdict.open_regular and not verdict.open_volunteer:
        yield Badge("ok", _OK, "Every shift is held")
    if report.standing:
        return  # nothing was searched for
    if verdict.stopped:
        yield Badge("warn", _WARN, "The search was cut short")
    elif verdict.proved:
        yield Badge("ok", _OK, "Proved: no plan is better")
    else:
        yield Badge("warn", _WARN, "Not every goal is proved")


def cards_of(report: Report) -> Iterator[Card]:
    """Yield a few figures."""
    planned = [line for line in report.lines if line.origin is LineOrigin.PLAN]
    held = [line for line in planned if line.person is not None]
    people = len({line.person for line in held})
    tracks = counted(len(report.tracks), "track")
    yield Card(
        f"{len(held)} of {len(planned)}",
        f"shifts held, by {counted(people, 'person', 'people')} on {tracks}",
    )
    yield from _fairness(report)
    gaps = [gap.days for gap in report.gaps if is_new(gap)]
    if gaps:
        rule = f"the rule is {counted(report.min_rest_days, 'day')}"
        yield Card(counted(min(gaps), "day"), f"the shortest rest in it; {rule}")
    holidays = [h for h in report.kept if any(x.origin is LineOrigin.PLAN for x in h.lines)]
    if holidays:
        named = ", ".join(f"{day_text(h.days[0])} {h.name}" for h in holidays[:3])
        more = f" and {len(holidays) - 3} more" if len(holidays) > 3 else ""
        yield Card(counted(len(holidays), "holiday"), f"{named}{more}")


def _fairness(report: Report) -> Iterator[Card]:
    """Yield how far the shifts are from fair shares, and who is furthest."""
    cast = Cast(report)
    differing = [
        (bar.difference, cast.name(bar.person))
        for bar in report.ledgers[Quantity.SHIFTS]
        if bar.share and bar.difference is not None
    ]
    if not differing:
        return
    (least, below), (most, above) = min(differing), max(differing, key=lambda entry: entry[0])
    if signed(least) == signed(most) == "0":
        yield Card("Even", "everybody has a fair share of the shifts")
        return
    ends = [f"{below} is furthest below"] if least < 0 else []
    ends += [f"{above} is furthest above"] if most > 0 else []
    yield Card(
        f"{signed(least)} to {signed(most)}",
        f"shifts from the fair share; {', '.join(ends)}",
    )


def todo_of(report: Report) -> Iterator[tuple[str, str]]:
    """Yield to-do items, each with the section that says more."""
    regular = [v.line for v in report.vacancies if v.line.shift.kind is ShiftKind.REGULAR]
    volunteer = [v.line for v in report.vacancies if v.line.shift.kind is ShiftKind.VOLUNTEER]
    for lines, what in ((regular, "Find someone for"), (volunteer, "Ask for volunteers for")):
        if lines:
            named = "; ".join(
                f"track {x.shift.track}, {day_text(x.start)} to {day_text(x.end)}"
                for x in lines[:4]
            )
            more = f" and {len(lines) - 4} more" if len(lines) > 4 else ""
            yield f"{what} {named}{more}", "gave"
    if report.verdict.broken:
        yield f"Fix {counted(report.verdict.broken, 'broken rule')} among settled shifts", "gave"
    if report.short_notice is not None:
        names = [line.split(": ", maxsplit=1)[0] for line in report.short_notice.lines]
        shown = ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
        days = counted(report.notice_days, "day")
        yield f"Notify {shown}: a shift in less than {days}", "changes"
    if report.changes:
        people = counted(len(report.changes), "person", "people")
        yield f"Notify {people} that published shifts have changed", "changes"
