"""What changed since the published plan, listed per person."""

from datetime import datetime
from zoneinfo import ZoneInfo

from rotation.letters import by_name
from rotation.model.identity import split_part
from rotation.model.report import Section
from rotation.model.words import day_text
from rotation.plans.schedule import PlannedSchedule
from rotation.written.changed_shifts import ChangedShift, differences

__all__ = ["changes_of", "span_words"]


def changes_of(plan: PlannedSchedule) -> tuple[Section, ...]:
    """Return one section per person, by name, with a sentence for each shift that changed."""
    zone = ZoneInfo(plan.rotation.timezone)
    names = plan.rotation.labels
    sentences: dict[str, list[str]] = {}

    def add(person: str | None, sentence: str) -> None:
        if person is not None:
            sentences.setdefault(person, []).append(sentence)

    for change in differences(plan.rotation, plan.rows):
        before, now = change.entry.engineer, change.row.engineer
        shift = change.row.shift
        what = f"{span_words(zone, shift.start, shift.end)} on track {shift.track}"
        if change.handed_on:
            to = names.get(now, now) if now else "nobody yet"
            add(before, f"no longer {_published(zone, change)}; now {to}")
            source = f"in place of {names.get(before, before)}" if before else "which was open"
            add(now, f"now {what}, {source}")
        else:
            add(now, f"still {shift.id}, now {what}; before {_published(zone, change)}")
    # A line that is gone, such as a part of a shift that is whole again.
    there = {row.shift.id for row in plan.rows} | {h.shift.id for h in plan.problem.carried}
    whole = {split_part(row.shift.id)[0] for row in plan.rows}
    for entry in plan.rotation.published:
        inside = plan.problem.start <= entry.start < plan.problem.end
        if (inside or split_part(entry.shift)[0] in whole) and entry.shift not in there:
            span = span_words(zone, entry.start, entry.end)
            add(entry.engineer, f"no longer {span} on track {entry.track}: it has no such part")
    ranked = sorted(
        sentences.items(), key=lambda item: by_name(names.get(item[0], item[0]), item[0])
    )
    return tuple(Section(names.get(who, who), tuple(lines)) for who, lines in ranked)


def _published(zone: ZoneInfo, change: ChangedShift) -> str:
    entry = change.entry
    return f"{span_words(zone, entry.start, entry.end)} on track {entry.track}"


def span_words(zone: ZoneInfo, start: datetime, end: datetime) -> str:
    """Return `Mon 7 Dec 11:00 to Mon 14 Dec 11:00`, in a zone."""
    first, last = (moment.astimezone(zone) for moment in (start, end))
    return f"{day_text(first)} {first:%H:%M} to {day_text(last)} {last:%H:%M}"
