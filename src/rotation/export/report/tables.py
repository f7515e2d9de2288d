"""The tables that stand for themselves: shifts, open ones, goals."""

from rotation.export.report.cast import Cast, clock_words, number
from rotation.export.report.shapes import Cell, Column, Row, Table
from rotation.letters import by_name
from rotation.model.report import Origin, Report
from rotation.model.shifts import ShiftKind

__all__ = ["goal_table", "round_table", "shift_table", "vacancy_table"]


def shift_table(report: Report) -> Table:
    """Return the shifts of the plan and what was running when it begins, in order of time."""
    cast = Cast(report)
    rows = []
    for line in sorted(report.lines, key=lambda x: (x.start, x.shift.track, x.shift.id)):
        loads, running = line.shift.loads, line.origin is not Origin.PLAN
        notes = ("running when the plan begins",) if running else line.notes
        holidays = "; ".join(line.shift.holidays)
        rows.append(
            Row(
                (
                    Cell(line.shift.track),
                    Cell(cast.name(line.person), "" if line.person else "open"),
                    Cell(clock_words(line.start)),
                    Cell(clock_words(line.end)),
                    Cell(str(loads.days)),
                    Cell(str(loads.rest_days)),
                    Cell(holidays),
                    Cell("; ".join(notes)),
                    Cell(line.shift.id, "code"),
                ),
                cast.index(line.person),
            )
        )
    columns = (
        Column("Track"),
        Column("On call"),
        Column("From", whole=True),
        Column("To", whole=True),
        Column("Days", number=True, wide=True),
        Column("Rest days", number=True, wide=True),
        Column("Holidays"),
        Column("Note"),
        Column("Shift", wide=True, whole=True),
    )
    held = sum(line.shift.kind is ShiftKind.VOLUNTEER for line in report.lines)
    caption = f"Times in {report.timezone}; {len(rows)} shifts, {held} of them for volunteers"
    return Table(caption, columns, tuple(rows), head=1)


def round_table(report: Report) -> Table:
    """Return each round with who serves once, more than once or not, and why."""
    cast = Cast(report)
    rows = []
    for one in report.rounds:
        often = [
            f"{cast.name(person)} {count} times ({why})"
            for person, count, why in one.exceptions
            if count
        ]
        out = [f"{cast.name(person)} ({why})" for person, count, why in one.exceptions if not count]
        once = sorted(map(cast.name, one.once), key=by_name)
        cells = (
            *(str(one.number), clock_words(one.start), clock_words(one.end), str(len(one.shifts))),
            *(", ".join(names) or "nobody" for names in (once, often, out)),
        )
        rows.append(Row(tuple(map(Cell, cells))))
    columns = (
        *(Column("Round", number=True), Column("From", whole=True), Column("To", whole=True)),
        *(Column("Shifts", number=True), Column("Serve once"), Column("Serve more")),
        Column("Sit out"),
    )
    return Table("In a round everybody serves once, as far as possible", columns, tuple(rows))


def vacancy_table(report: Report) -> Table:
    """Return for each open shift everybody's reason."""
    cast = Cast(report)
    rows = []
    for vacancy in report.vacancies:
        for n, (reason, people) in enumerate(vacancy.reasons):
            shift = vacancy.line.shift.id if n == 0 else ""
            names = ", ".join(sorted(map(cast.name, people), key=by_name))
            rows.append(Row((Cell(shift, "code"), Cell(reason), Cell(names))))
    columns = (Column("Open shift", whole=True), Column("Reason"), Column("Holds for"))
    return Table("What keeps everybody off the open shifts", columns, tuple(rows), head=1)


def goal_table(report: Report) -> Table:
    """Return each goal with value and bound, most important first."""
    rows = []
    for place, goal in enumerate(report.made.objectives, start=1):
        proof = "proved best" if goal.proved else "not proved"
        cells = (str(place), goal.title, number(goal.value, 2), number(goal.bound, 2))
        verdict = Cell(proof, "" if goal.proved else "open")
        rows.append(Row((*map(Cell, cells), Cell(goal.unit), verdict)))
    columns = (
        Column("Order", number=True),
        Column("Goal, most important first"),
        Column("Value", number=True),
        Column("Bound", number=True),
        Column("Unit", wide=True),
        Column("Proof"),
    )
    return Table("Each goal is reached before the next is looked at", columns, tuple(rows), head=1)
