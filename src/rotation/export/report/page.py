"""The page as a whole: the data of the template, and its content security policy."""

from rotation.export.html import environment, policy_hash, style_text
from rotation.export.months import month_style, month_words
from rotation.export.report import fairness, gaps, holidays, summary, tables, timeline, year
from rotation.export.report.cast import Cast
from rotation.export.report.shapes import WIDTH
from rotation.model.report import Report
from rotation.model.words import day_text

__all__ = ["report_html"]

_PACKAGE = "rotation.export.report"

_MOST_HIGHLIGHTED = 60
"""With more people than this, the page has no highlighting."""


def report_html(report: Report) -> bytes:
    """Return a self-contained page: no script, no network, no other file.

    Parameters
    ----------
    report : Report
        What it shows. All text is cleaned and escaped here.

    Returns
    -------
    bytes
        UTF-8; the same for the same report.
    """
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2

    from rotation.export.report.drawing import cell_class, draw, pixels, who  # noqa: PLC0415 - as above

    templates = environment(_PACKAGE)
    templates.filters["px"] = pixels
    cast = Cast(report)
    templates.globals |= {"cell_class": cell_class, "draw": draw, "who": who}
    templates.globals |= month_words(cast.tracks, cast.index)
    members = cast.lanes(line.person for line in report.lines)
    chosen = [(cast.index(m.id), m.name) for m in members]
    chosen = chosen if 1 < len(chosen) <= _MOST_HIGHLIGHTED else []
    style = style_text(_PACKAGE, "report.css") + month_style(report.months)
    style += "".join(_highlight(index) for index, _ in chosen if index is not None)
    page = templates.get_template("report.html.j2").render(
        report=report,
        width=WIDTH,
        # The style is ours and has no input in it, so it must not be escaped.
        style=Markup(style),  # noqa: S704 - see above
        style_hash=policy_hash(style),
        first=day_text(report.first, year=True),
        last=day_text(report.last, year=True),
        today=day_text(report.today, year=True),
        window=[day_text(day, year=True) for day in report.window],
        badges=tuple(summary.badges_of(report)),
        cards=tuple(summary.cards_of(report)),
        todo=tuple(summary.todo_of(report)),
        people=chosen,
        timelines=timeline.timelines(report),
        timeline_keys=timeline.timeline_keys(report),
        track_keys=cast.keys(),
        absences=timeline.absence_table(report),
        shifts=tables.shift_table(report),
        rounds=tables.round_table(report),
        fairness=fairness.fairness_chart(report),
        fairness_tables=fairness.fairness_tables(report),
        year=year.year_chart(report),
        year_keys=year.year_keys(report),
        year_table=year.year_table(report),
        gaps=gaps.gap_chart(report),
        gap_keys=gaps.GAP_KEYS,
        gap_table=gaps.gap_table(report),
        holidays=holidays.holiday_chart(report),
        holiday_keys=holidays.holiday_keys(report),
        holiday_table=holidays.holiday_table(report),
        vacancies=tables.vacancy_table(report),
        goals=tables.goal_table(report),
    )
    return page.encode()


def _highlight(index: int) -> str:
    """Return the style that highlights a chosen person."""
    chosen = f":root:has(#who-{index}:checked)"
    return (
        f"{chosen} .p:not(.p{index}){{opacity:.2}}\n"
        f"{chosen} tr.p{index}{{background:var(--chosen)}}\n"
    )
