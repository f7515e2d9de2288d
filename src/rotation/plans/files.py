"""The output folder of a plan: schedule, calendars, report, and `plan.json` with everything."""

from rotation.export import person_calendar, plan_json, report_html, schedule_csv, team_calendar
from rotation.plans.facts import plan_facts
from rotation.plans.input_digest import input_digest
from rotation.plans.report_data import report_data
from rotation.plans.schedule import PlannedSchedule
from rotation.plans.versions import versions
from rotation.written.roster_lines import cancelled_rows, gone_rows, settled_rows

__all__ = ["plan_document", "plan_files"]


def plan_files(plan: PlannedSchedule) -> dict[str, bytes]:
    """Return the files of a plan's folder, by name, `plan.json` last."""
    rotation, rows = plan.rotation, plan.rows
    shown = (*settled_rows(rotation, rows, plan.today), *rows)
    holders = {row.engineer for row in shown if row.engineer is not None}
    files = {
        "schedule.csv": schedule_csv(rotation, rows).encode(),
        "schedule.ics": team_calendar(rotation, shown, gone_rows(rotation, plan.today)),
    }
    for member in sorted({p.id for p in plan.problem.people if p.present} | holders):
        gone = cancelled_rows(rotation, member, plan.today, rows)
        files[f"people/{member}.ics"] = person_calendar(rotation, shown, member, gone)
    digest = input_digest(rotation)
    files["report.html"] = report_html(report_data(plan, digest, versions()))
    document = plan_document(plan, [*files, "plan.json"], digest)
    files["plan.json"] = plan_json(document, rotation.timezone).encode()
    return files


def plan_document(plan: PlannedSchedule, files: list[str], digest: str) -> dict[str, object]:
    """Return the content of `plan.json` (docs/files.md), without clock, host or path."""
    facts = plan_facts(plan)
    return {
        "format": facts.pop("format"),
        "rotation": facts.pop("rotation"),
        "input_digest": digest,
        **facts,
        "versions": versions(),
        "files": files,
    }
