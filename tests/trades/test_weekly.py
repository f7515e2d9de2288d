"""The hand-over announcement of a week."""

import html
import re
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from living_cases import write
from tests.teams import SCHEDULE, person

import rotation
from rotation.export.markup import SLACK, plain_mrkdwn
from rotation.export.text import clean
from rotation.trades import Transfer, hand_over
from rotation.trades.announcements import announcement
from rotation.trades.weekly import Week, week_of

PUBLISHED = (
    SCHEDULE
    + """A-2026-12-07,A,regular,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00,ada
B-2026-12-09,B,regular,2026-12-09T11:00-05:00,2026-12-16T11:00-05:00,star
A-2026-12-14,A,regular,2026-12-14T11:00-05:00,2026-12-21T11:00-05:00,bela
B-2026-12-16,B,regular,2026-12-16T11:00-05:00,2026-12-23T11:00-05:00,
A-2026-12-21,A,regular,2026-12-21T11:00-05:00,2026-12-28T11:00-05:00,cleo
"""
)
STAR = person("star").replace('name = "Star"', 'name = "Star *[x](y)* #5"')
AWAY = """engineer,start,end,kind,note
ada,2026-12-20,2026-12-21,vacation,a secret
bela,2026-12-21,2026-12-22,vacation,
cleo,2026-12-14T09:00,2026-12-14T10:00,vacation,
"""


def week(folder: Path, **files: str) -> Week:
    """Return the week of 14 December of a team with two tracks."""
    return week_of(rotation.load(write(folder, STAR, **files)), date(2026, 12, 17))


def test_each_handover_says_who_stays(tmp_path: Path) -> None:
    """Monday: A changes, B stays; Wednesday: B goes to nobody, the new one on A stays."""
    turns = week(tmp_path, published=PUBLISHED).turns
    assert [(t.track, t.before, t.after, [e.engineer for e in t.staying]) for t in turns] == [
        ("A", "ada", "bela", ["star"]),
        ("B", "star", None, ["bela"]),
    ]


def test_what_is_missing_is_reported(tmp_path: Path) -> None:
    """An open line, and a track whose published lines end inside the week."""
    summary = week(tmp_path, published=PUBLISHED)
    assert [e.shift for e in summary.open] == ["B-2026-12-16"]
    assert summary.unpublished == ()
    short = "".join(PUBLISHED.splitlines(keepends=True)[:4])
    assert week(tmp_path / "short", published=short).unpublished == ("B",)


def test_people_away_are_named_without_the_reason(tmp_path: Path) -> None:
    """The week is Monday to Sunday; somebody away only on the Monday after is not in it."""
    summary = week(tmp_path, published=PUBLISHED, time_off=AWAY)
    assert [who for who, _ in summary.away] == ["ada", "cleo"]
    assert "secret" not in announcement(summary)


def test_names_do_not_become_markup(tmp_path: Path) -> None:
    """A name with brackets, stars and a number sign reads as it is written."""
    text = announcement(week(tmp_path, published=PUBLISHED))
    assert r"Star \*\[x\](y)\* \#5 goes off, and **nobody** comes on" in text


def test_slack_has_its_own_markup(tmp_path: Path) -> None:
    """One star for emphasis, dots for lists, no heading; names are text, whatever is in them."""
    odd = STAR.replace("#5", "_a_b_ ~`<!channel> & <@U1>")
    summary = week_of(rotation.load(write(tmp_path, odd, published=PUBLISHED)), date(2026, 12, 17))
    lines = announcement(summary, markup=SLACK).splitlines()
    assert lines[:5] == [
        "*Team: Mon 14 Dec to Sun 20 Dec 2026*",
        "",
        "*Hand-overs*",
        "",
        "• track A, Mon 14 Dec 11:00 EST: Ada hands over to Bela; "
        "Star \u2217[x](y)\u2217 \u02cda_b\u02cd \u223c\u02cb&lt;!channel&gt; &amp; &lt;@U1&gt; "
        "(track B) stays until Wed 16 Dec 11:00 EST",
    ]
    assert any(" goes off, and *nobody* comes on" in line for line in lines)
    assert not any("**" in line or line.startswith(("#", "- ", "|")) for line in lines)


@given(st.text())
def test_no_text_is_markup_in_slack(text: str) -> None:
    """No mention, no link, no format: what Slack reads back is the text with similar signs."""
    plain = plain_mrkdwn(text)
    assert not set("<>`") & set(plain)
    assert re.search(r"&(?!amp;|lt;|gt;)", plain) is None
    assert re.search(r"(^|[\W_])[*_~]|[*_~](\W|_|$)", plain) is None
    assert len(html.unescape(plain)) == len(clean(text))


def test_changes_since_the_monday_before(tmp_path: Path) -> None:
    """A trade of the week before is listed, an earlier one is not, nor one of a shift long over."""
    folder = write(tmp_path, STAR, published=PUBLISHED)
    for day, taker in ((date(2026, 12, 4), "dora"), (date(2026, 12, 8), "emil")):
        team = rotation.load(folder)
        hand_over(team, [Transfer("A-2026-12-14", taker)], day).write()
    team = rotation.load(folder)
    assert week_of(team, date(2026, 12, 14)).changes == ("A-2026-12-14: Emil in place of Dora",)
    assert week_of(team, date(2026, 12, 28)).changes == ()


def test_a_week_without_handover_says_who_has_it(tmp_path: Path) -> None:
    """A line that holds the whole week is neither a turn nor left out."""
    long = SCHEDULE + "A-2026-12-07,A,regular,2026-12-07T11:00-05:00,2026-12-28T11:00-05:00,ada\n"
    summary = week(tmp_path, published=long)
    assert summary.turns == ()
    assert "- track A: Ada, until Mon 28 Dec 11:00 EST" in announcement(summary)


def test_next_week_is_named(tmp_path: Path) -> None:
    """Who begins in the week after is listed, with the local time."""
    text = announcement(week(tmp_path, published=PUBLISHED))
    assert "- track A, from Mon 21 Dec 11:00 EST: Cleo" in text
    assert [e.shift for e in week(tmp_path / "b", published=PUBLISHED).coming] == ["A-2026-12-21"]
