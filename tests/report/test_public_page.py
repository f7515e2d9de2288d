"""`public/index.html`: what everybody may see of the published plan, and nothing else."""

import base64
import hashlib
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from report_cases import ENTITY, IMAGE, NAMES, SCRIPT, Page, write_team
from tests.teams import NEW_YORK, TRACKS, head, person
from tests.teams import write_team as write_files_of

import rotation
from rotation import Rotation
from rotation.cli.main import main
from rotation.model.months import MonthBar
from rotation.model.public_page import PublicPage
from rotation.model.words import MONTHS
from rotation.trades import cover
from rotation.trades.edition import public_files
from rotation.trades.public_page import public_page

TODAY, LATER = date(2026, 11, 20), date(2026, 12, 3)
ZONE = ZoneInfo(NEW_YORK)


@pytest.fixture(scope="module")
def living(tmp_path_factory: pytest.TempPathFactory) -> Rotation:
    """Return a team with a published December, two trades and everything private."""
    team = rotation.load(write_team(tmp_path_factory.mktemp("living")))
    plan = team.plan(month="2026-12", today=date(2026, 10, 1))
    after = team.publish(plan, date(2026, 10, 1), why="a reason of ours").after
    first = next(e for e in after.published if e.shift.startswith("A-2026-12-14"))
    taker = next(e.id for e in after.engineers if e.id not in {first.engineer, "p04", "p06"})
    return cover(
        after, first.shift, taker, date(2026, 11, 19), why="her surgery", force=True
    ).edition.after


@pytest.fixture(scope="module")
def face(living: Rotation) -> Page:
    """Return the page, read."""
    return Page(public_files(living, TODAY)["index.html"])


def quarters(bar: MonthBar, monday: date) -> set[datetime]:
    """Return the quarters of days that a bar takes, as local starts."""
    begins = datetime.combine(monday, datetime.min.time())
    return {begins + timedelta(hours=6) * n for n in range(bar.first, bar.after)}


def bars(page: PublicPage) -> Iterator[tuple[date, MonthBar]]:
    """Yield the bars of every week, with its Monday."""
    for month in page.months:
        for week in month.weeks:
            for bar in week.bars:
                yield week.days[0].day, bar


def test_the_months_hold_every_line(living: Rotation) -> None:
    """Each published line lies under bars of its holder, in every week that it meets."""
    page = public_page(living, TODAY)
    assert [month.first for month in page.months][-2:] == [date(2026, 12, 1), date(2027, 1, 1)]
    shown: dict[tuple[str, str], set[datetime]] = {}
    for monday, bar in bars(page):
        key = (bar.line.shift, bar.line.holder)
        shown.setdefault(key, set()).update(quarters(bar, monday))
    names = living.labels
    for entry in living.published:
        holder = "" if entry.engineer is None else names[entry.engineer]
        local = (entry.start.astimezone(ZONE), entry.end.astimezone(ZONE))
        noon = local[0].replace(hour=12, tzinfo=None)
        while noon < local[1].replace(tzinfo=None):
            assert noon in shown[entry.shift, holder], (entry.shift, noon)
            noon += timedelta(days=1)


def test_weeks_are_whole_and_days_are_marked(living: Rotation) -> None:
    """A month is whole weeks from Monday on; weekends and holidays are those of the rotation."""
    december = next(month for month in public_page(living, TODAY).months if month.first.month == 12)
    days = [day for week in december.weeks for day in week.days]
    assert days[0].day == date(2026, 11, 30)
    assert days[-1].day == date(2027, 1, 3)
    assert [day.day for day in days if day.inside] == [date(2026, 12, n) for n in range(1, 32)]
    assert {day.day.weekday() for day in days if day.rest and not day.holidays} == {5, 6}
    assert [day.holidays for day in days if day.day == date(2026, 12, 25)] == [("Christmas Day",)]


def test_bars_of_one_lane_do_not_overlap(living: Rotation) -> None:
    """No two bars of a week share a quarter of a day in one row."""
    page = public_page(living, TODAY)
    for month in page.months:
        for week in month.weeks:
            taken = [(bar.lane, n) for bar in week.bars for n in range(bar.first, bar.after)]
            assert len(taken) == len(set(taken))


def test_what_is_private_is_not_there(living: Rotation, face: Page) -> None:
    """No reason, address, note, kind of absence, offer, wish or rule reaches the page."""
    assert living.changes
    shown = [text for around, text in face.texts if not {"style", "script"} & set(around)]
    shown += [value or "" for _, attributes, _ in face.elements for value in attributes.values()]
    everything = " ".join(shown).lower()
    assert "changes of hands" in everything
    secrets = ["surgery", "a reason of ours", "private operation", "vacation", "leave", "force"]
    secrets += ["max_shifts", "prefer", "min_rest_days", "overlap", "share", "rest_days"]
    assert [text for text in secrets if text in everything] == []
    assert all(not e.email or e.email.lower() not in everything for e in living.engineers)


def test_a_change_of_hands_is_listed(living: Rotation) -> None:
    """Giver, taker and day of the trade are there, as people write them."""
    (change, *_) = public_page(living, TODAY).changes
    assert change.shift.startswith("A-2026-12-14")
    assert change.day == date(2026, 11, 19)
    assert change.before
    assert change.after
    assert change.before != change.after
    # Thirty days later nobody needs to hear of it.
    assert public_page(living, date(2026, 12, 20)).changes == ()


def test_its_bytes_depend_on_files_and_the_day(living: Rotation) -> None:
    """The same files and day give the same bytes; another day says so."""
    assert public_files(living, TODAY) == public_files(living, TODAY)
    page = public_files(living, LATER)["index.html"].decode()
    assert f"as of Thu 3 {MONTHS[11]} 2026" in page


def test_the_policy_allows_one_style_and_one_script(face: Page, living: Rotation) -> None:
    """Hashes name both; nothing else is loaded, and no attribute holds style or script."""
    html = public_files(living, TODAY)["index.html"].decode()
    (policy,) = [
        meta["content"] or ""
        for meta in face.named("meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    ]
    for tag in ("style", "script"):
        (text,) = re.findall(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    for tag, attributes, _ in face.elements:
        loading = [n for n in attributes if n.startswith("on") or n in {"src", "srcset", "style"}]
        assert loading == [], tag
        assert (attributes.get("href") or "#").startswith(("#", "schedule.ics")), attributes


def test_hostile_names_stay_text(living: Rotation, face: Page) -> None:
    """Names with tags and quotes are shown as written, wherever people are named."""
    everything = " ".join(text for _, text in face.texts)
    for name in (SCRIPT, IMAGE, ENTITY):
        assert name in everything, name
    assert len(face.named("script")) == 1
    assert face.named("img") == []
    assert {name for name in NAMES if name not in everything} == set()
    # A name that is written from right to left does not turn the list around it.
    assert len(face.inside("bdi")) > 3
    assert face.inside("bdi") < set(NAMES)


def test_open_shifts_ask_for_people(living: Rotation, face: Page) -> None:
    """Every open line ahead is in the section of open shifts, and says how to help."""
    page = public_page(living, TODAY)
    wanted = {e.shift for e in living.published if e.engineer is None}
    assert {line.shift for line in page.open} == wanted
    assert wanted
    texts = " ".join(text for _, text in face.texts)
    assert "Could you take one?" in texts
    assert "sheet of volunteers" in texts
    narrow = public_files(living, TODAY)["index.html"].decode()
    assert '<span class="word" aria-hidden="true">open</span>' in narrow
    assert '<span class="word" aria-hidden="true">No</span>' not in narrow


def test_hours_of_a_day_take_the_day(tmp_path: Path) -> None:
    """A week of office hours is one bar from Monday to Friday, whose text has the hours."""
    tables = (
        head(),
        '[[track]]\nname = "desk"\nhandover = "Mon 09:00"\nwindows = ["Mon-Fri 09:00-17:00"]\n',
        *map(person, ("ada", "bela", "cleo")),
    )
    team = rotation.load(write_files_of(tmp_path, "".join(tables), columns={}))
    plan = team.plan(start=date(2026, 12, 7), weeks=3, today=date(2026, 12, 1))
    after = team.publish(plan, date(2026, 12, 1)).after
    page = public_page(after, date(2026, 12, 1))
    weeks = [(bar.first, bar.after, len(bar.windows)) for _, bar in bars(page)]
    assert set(weeks) == {(0, 20, 5)}
    html = public_files(after, date(2026, 12, 1))["index.html"].decode()
    assert "Mon 7 Dec to Fri 11 Dec, 09:00 to 17:00" in html


def test_nothing_published_is_a_page_too(tmp_path: Path) -> None:
    """A team without a plan has the present month, and says that nothing is published."""
    team = rotation.load(
        write_files_of(tmp_path, head() + TRACKS + person("ada") + person("bela"), columns={})
    )
    page = public_page(team, TODAY)
    assert [month.first for month in page.months] == [date(2026, 11, 1)]
    assert page.until is None
    html = public_files(team, TODAY)["index.html"].decode()
    assert "No shift is published from Fri 20 Nov 2026 on." in html


@pytest.mark.usefixtures("capsys")
def test_every_change_of_the_plan_writes_it(tmp_path: Path) -> None:
    """`publish` and a trade write the page together with the calendars."""
    people = "".join(map(person, ("ada", "bela", "cleo", "dora")))
    folder = write_files_of(tmp_path, head() + TRACKS + people, columns={})
    assert main(["plan", str(folder), "--month", "2026-12", "--today", "2026-11-01"]) == 0
    assert main(["publish", str(folder), "--today", "2026-11-01"]) == 0
    path = folder / "public" / "index.html"
    first = path.read_bytes()
    team = rotation.load(folder)
    last = team.published[-1]
    other = next(e.id for e in team.engineers if e.id != last.engineer)
    cover = ["trade", "cover", str(folder), last.shift, other, "--today", "2026-11-02"]
    assert main([*cover, "--force", "--why", "swapped"]) == 0
    assert path.read_bytes() != first
    assert path.read_bytes() == public_files(rotation.load(folder), date(2026, 11, 2))["index.html"]
