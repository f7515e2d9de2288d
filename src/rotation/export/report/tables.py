"""Tables without a chart: shifts, open shifts, goals."""

from rotation.export.report.cast import Cast, number
from rotation.export.report.shapes import ReportTable, TableCell, TableColumn, TableRow
from rotation.export.when import clock_words
from rotation.letters import by_name
from rotation.model.report import LineOrigin, Report
from rotation.model.shifts import ShiftKind

__all__ = ["goal_table", "round_table", "shift_table", "vacancy_table"]


def shift_table(report: Report) -> ReportTable:
    """Return the shifts of the plan and those running when it begins, in order of time."""
    cast = Cast(report)
    rows = []
    for line in sorted(report.lines, key=lambda x: (x.start, x.shift.track, x.shift.id)):
        loads, running = line.shift.loads, line.origin is not LineOrigin.PLAN
        notes = ("running when the plan begins",) if running else line.notes
        holidays = "; ".join(line.shift.holidays)
        rows.append(
            TableRow(
                (
                    TableCell(line.shift.track),
                    TableCell(cast.name(line.person), "" if line.person else "open"),
                    TableCell(clock_words(line.start)),
                    TableCell(clock_words(line.end)),
                    TableCell(str(loads.days)),
                    TableCell(str(loads.rest_days)),
                    TableCell(holidays),
                    TableCell("; ".join(notes)),
                    TableCell(line.shift.id, "code"),
                ),
                cast.index(line.person),
            )
        )
    columns = (
        TableColumn("Track"),
        TableColumn("On call"),
        TableColumn("From", whole=True),
        TableColumn("To", whole=True),
        TableColumn("Days", number=True, wide=True),
        TableColumn("Rest days", number=True, wide=True),
        TableColumn("Holidays"),
        TableColumn("Note"),
        TableColumn("Shift", wide=True, whole=True),
    )
    held = sum(line.shift.kind is ShiftKind.VOLUNTEER for line in report.lines)
    caption = f"Times in {report.timezone}; {len(rows)} shifts, {held} of them for volunteers"
    return ReportTable(caption, columns, tuple(rows), head=1)


def round_table(report: Report) -> ReportTable:
    """Return each round: who serves once, more than once or not at all, and why."""
    cast = Cast(report)
    rows = []
    for round_ in report.rounds:
        often = [
            f"{cast.name(person)} {count} times ({why})"
            for person, count, why in round_.exceptions
            if count
        ]
        out = [
            f"{cast.name(person)} ({why})" for person, count, why in round_.exceptions if not count
        ]
        once = sorted(map(cast.name, round_.once), key=by_name)
        cells = (
            *(
                str(round_.number),
                clock_words(round_.start),
                clock_words(round_.end),
                str(len(round_.shifts)),
            ),
            *(", ".join(names) or "nobody" for names in (once, often, out)),
        )
        rows.append(TableRow(tuple(map(TableCell, cells))))
    columns = (
        *(
            TableColumn("Round", number=True),
            TableColumn("From", whole=True),
            TableColumn("To", whole=True),
        ),
        *(TableColumn("Shifts", number=True), TableColumn("Serve once"), TableColumn("Serve more")),
        TableColumn("Sit out"),
    )
    return ReportTable("In a round everybody serves once, as far as possible", columns, tuple(rows))


def vacancy_table(report: Report) -> ReportTable:
    """Return for each open shift everybody's reason."""
    cast = Cast(report)
    rows = []
    for vacancy in report.vacancies:
        for n, (reason, people) in enumerate(vacancy.reasons):
            shift = vacancy.line.shift.id if n == 0 else ""
            names = ", ".join(sorted(map(cast.name, people), key=by_name))
            rows.append(TableRow((TableCell(shift, "code"), TableCell(reason), TableCell(names))))
    columns = (
        TableColumn("Open shift", whole=True),
        TableColumn("Reason"),
        TableColumn("Holds for"),
    )
    return ReportTable("What keeps everybody off the open shifts", columns, tuple(rows), head=1)


def goal_table(report: Report) -> ReportTable:
    """Return each goal with value and bound, most important first."""
    rows = []
    for place, goal in enumerate(report.made.objectives, start=1):
        proof = "proved best" if goal.proved else "not proved"
        cells = (str(place), goal.title, number(goal.value, 2), number(goal.bound, 2))
        verdict = TableCell(proof, "" if goal.proved else "open")
        rows.append(TableRow((*map(TableCell, cells), TableCell(goal.unit), verdict)))
    columns = (
        TableColumn("Order", number=True),
        TableColumn("Goal, most important first"),
        TableColumn("Value", number=True),
        TableColumn("Bound", number=True),
        TableColumn("Unit", wide=True),
        TableColumn("Proof"),
    )
    return ReportTable(
        "Each goal is reached before the next is looked at", columns, tuple(rows), head=1
    )
