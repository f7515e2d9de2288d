"""`report.html` as it is written; tests/report/test_report_browser.py looks at it."""

import base64
import hashlib
import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

from report_cases import ENTITY, IMAGE, NAMES, SCRIPT, Page, plan_of
from tests.teams import head, person, write_team

import rotation
from rotation.export import report_html
from rotation.export.report.shapes import HEAD, LANE, PAPER, TRACK, WIDTH, Chart, Word
from rotation.export.report.timeline import timelines
from rotation.plans.plan import Plan
from rotation.plans.report_data import report_data

SIZE = 300_000
"""Bytes for 24 people and a month."""


def test_the_report_is_one_of_the_files(plan: Plan) -> None:
    """`plan` writes `report.html`, and `plan.json` lists it."""
    files = plan.files()
    assert "report.html" in files
    assert "report.html" in json.loads(files["plan.json"])["files"]


def test_two_runs_write_the_same_bytes(plan: Plan, tmp_path: Path) -> None:
    """Planning once more from the same input gives the same page, byte for byte."""
    again = plan_of(tmp_path / "elsewhere")
    assert again.files()["report.html"] == plan.files()["report.html"]


def test_the_page_is_small(plan: Plan) -> None:
    """24 people and a month fit into 300 kB."""
    assert len(plan.problem.people) == 24
    assert len(plan.files()["report.html"]) < SIZE


def test_the_policy_allows_its_one_style_sheet_alone(plan: Plan, page: Page) -> None:
    """The policy forbids everything but the style sheet whose hash it names."""
    html = plan.files()["report.html"].decode()
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policies = [
        meta["content"]
        for meta in page.named("meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    ]
    wanted = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert policies == [wanted]
    assert html.index("Content-Security-Policy") < html.index("<style>")
    assert [tag for tag, attributes, _ in page.elements if "style" in attributes] == []


def test_the_page_stands_alone(plan: Plan, page: Page) -> None:
    """Nothing in the page runs, loads or leads anywhere but to a place in the page."""
    loading = {"script", "link", "img", "image", "iframe", "object", "embed", "use", "base", "form"}
    assert [tag for tag, _, _ in page.elements if tag in loading] == []
    for tag, attributes, _ in page.elements:
        assert [n for n in attributes if n.startswith("on") or n in {"src", "srcset"}] == [], tag
        for name in ("href", "xlink:href"):
            assert (attributes.get(name) or "#").startswith("#"), attributes
    html = plan.files()["report.html"].decode()
    assert re.findall(r"https?:|//\w|@import|javascript:", html.replace("</", "")) == []
    assert set(re.findall(r"url\(.*?\)", html)) == {"url(#hatch)"}


def test_names_full_of_html_stay_text(page: Page) -> None:
    """Names with tags, quotes and entities are shown as written, in tables and in charts."""
    for name in (SCRIPT, IMAGE, ENTITY):
        assert name in page.inside("td", "th")
        assert name in page.inside("ol")
        assert any(name in text for text in page.inside("label")), name
        assert any(name in text for text in page.inside("svg")), name
    assert "Ops <i>on call</i>" in page.inside("h1")


def test_invisible_characters_do_not_get_through(plan: Plan) -> None:
    """What would turn or hide text is dropped from names and sentences alike."""
    report = report_data(plan, "", {})
    members = tuple(m._replace(name=f"Eve\u202e{m.id}\x00\u2066\u2028") for m in report.members)
    html = report_html(report._replace(members=members, name="On\u202ecall")).decode()
    assert "Evep04" in html
    assert [char for char in "\u202e\x00\u2066\u2028" if char in html] == []


def test_everybody_and_every_shift_is_there(plan: Plan, page: Page) -> None:
    """Each person has a lane, and each shift a row with its holder."""
    assert set(NAMES) <= page.inside("ol")
    assert {row.shift.id for row in plan.rows} <= page.inside("code")
    names = {person.id: person.name for person in plan.problem.people}
    rows = [text for around, text in page.texts if {"th", "tbody"} <= set(around)]
    for row in plan.rows:
        assert (names[row.engineer] if row.engineer else "No one") in rows


def test_every_chart_is_named_and_has_a_table_behind_it(page: Page) -> None:
    """Each picture has a role, a title and a description, and its section has a table."""
    charts = page.named("svg")
    assert len(charts) == 5
    texts = {tag: page.inside(tag) for tag in ("title", "desc")}
    assert len(texts["title"]) > len(charts)
    assert len(texts["desc"]) == len(charts)
    ids = {attributes["id"] for _, attributes, _ in page.elements if "id" in attributes}
    for chart in charts:
        assert chart["role"] == "img"
        named = (chart["aria-labelledby"] or "").split()
        assert len(named) == 2
        assert set(named) <= ids
    order = [tag for tag, _, _ in page.elements if tag in {"section", "svg", "table"}]
    sections = "".join(tag[1] for tag in order).split("e")  # sEction, sVg, tAble
    assert len(sections) == 11
    assert all("a" in section for section in sections if "v" in section)


def test_the_calendar_has_a_bar_for_every_shift(plan: Plan, page: Page) -> None:
    """Each line of the plan is a bar in its weeks, and can be highlighted with its holder."""
    bars = [a for a in page.named("li") if "bar" in (a.get("class") or "").split()]
    names = {person.id: person.name for person in plan.problem.people}
    shown = {(bar["title"] or "").split(": ", maxsplit=1)[0] for bar in bars}
    for row in plan.rows:
        holder = names[row.engineer] if row.engineer else "No one"
        assert f"{holder}, {row.shift.track}" in shown
    held = [bar for bar in bars if not (bar["title"] or "").startswith("No one")]
    assert all(re.search(r" p p\d+$", bar["class"] or "") for bar in held)


def test_charts_of_forty_people_fit_a_printed_page(plan: Plan) -> None:
    """A chart is scaled on paper until heading, legend and 40 lanes fit a sheet of A4 across.

    A chart that is cut puts its names beside the wrong lanes.
    """
    sheet = 210 * 96 / 25.4 - 2 * 11 * 96 / 25.4  # pixels between the margins
    styles = plan.files()["report.html"].decode()
    for people in (1, 24, 40):
        height = HEAD + 2 * TRACK + 8 + people * LANE + 2
        chart = Chart("", "", "", height, (), ())
        assert height * chart.paper / 100 < sheet - 100, people
    assert {Chart("", "", "", h, (), ()).paper for h in range(50, 3000, 50)} == set(PAPER)
    for zoom in PAPER:
        assert f".z{zoom}{{zoom:{zoom / 100:g}}}".replace("0.", ".") in styles


def test_a_holidays_star_and_a_weeks_number_stand_apart(plan: Plan) -> None:
    """Above a Monday that is a holiday stands the star, and the number of the week behind it."""
    report = report_data(plan, "", {})
    monday = date(2026, 12, 7)
    rest_days = {**report.rest_days, monday: ("Some Day",)}
    (chart,) = timelines(report._replace(rest_days=rest_days))
    words = [shape for shape in chart.shapes if isinstance(shape, Word)]
    day = WIDTH / 35
    (week,) = (word for word in words if word.text == "W50")
    star = min((w for w in words if "star" in w.look), key=lambda w: abs(w.x - week.x))
    assert 7 * day < star.x < 8 * day < week.x


def test_the_page_says_of_which_day_it_is(page: Page) -> None:
    """A page that lies around after a trade says that the calendar is what counts."""
    shown = " ".join(text.strip() for _, text in page.texts)
    assert "planned Thu 1 Oct 2026 This page shows the plan as it was made that day" in shown
    assert "without later trades and replans" in shown


def test_the_page_is_sound(page: Page) -> None:
    """Identifiers are unique, links lead somewhere, and headings skip no level."""
    ids = [attributes["id"] for _, attributes, _ in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = {(a["href"] or "").removeprefix("#") for a in page.named("a")}
    assert len(links) == 10
    assert links <= set(ids)
    levels = [int(tag[1]) for tag, _, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_why_somebody_is_away_is_nobodys_business(plan: Plan, page: Page) -> None:
    """Neither notes nor kinds of time off are in the page, only that somebody is away."""
    html = plan.files()["report.html"].decode()
    assert "private operation" not in html
    assert "vacation" not in html
    assert "away" in page.inside("td")


def test_a_team_without_anything_special_reads_so(tmp_path: Path) -> None:
    """Without holidays, history, absences and open shifts the page says so, in few words."""
    track = '[[track]]\nname = "only"\nhandover = "Fri 17:00"\n'
    toml = head(timezone="Asia/Kathmandu") + track + person("ada") + person("bo")
    plan = rotation.load(write_team(tmp_path, toml)).plan(
        start=date(2026, 12, 4), end=date(2027, 12, 4), today=date(2026, 11, 1)
    )
    page = Page(plan.files()["report.html"])
    texts = {text.strip() for _, text in page.texts}
    for part in ("Even", "Every shift is held", "UTC+05:45 throughout"):
        assert any(part in text for text in texts), part
    assert "Nothing: every shift is held, every rule holds, every goal is proved." in texts
    assert "No shift of this plan was published before: all of it is new." in texts
    assert any(text.startswith("There is no holiday in this period") for text in texts)
    # A year is cut into panels of six weeks, below each other.
    panels = [chart["id"] for chart in page.named("svg") if "timeline" in (chart["id"] or "")]
    assert panels == [f"timeline-{n}" for n in range(9)]
