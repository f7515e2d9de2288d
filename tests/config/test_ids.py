# ruff: noqa: RUF001 - letters that look like others are what this is about
"""Ids made from names: as today, or as an earlier release made them where files hold that."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from config_cases import HEAD
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.teams import TRACKS, write_team

import rotation
from rotation.config import load, write_template
from rotation.config.text import earlier_slug, slug
from rotation.errors import BadInput
from rotation.trades import cover

OLD = Path(__file__).parent / "old_ids"
LINE = "A-2026-12-07,A,regular,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00"
SCHEDULE = "shift,track,kind,start,end,engineer\n"
WHEN = "2026-12-01T00:00-05:00,A-2026-12-07,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00"

# Files in which an earlier release had `ukasz` for Łukasz.
HOLDING = {
    "time_off": "engineer,start,end\nukasz,2026-12-01,2026-12-02\n",
    "volunteers": "engineer,start,end\nukasz,2026-12-25,2026-12-26\n",
    "wishes": "engineer,start,end,want\nukasz,2026-12-01,2026-12-02,no\n",
    "history": f"{SCHEDULE}{LINE},ukasz\n",
    "published": f"\N{BOM}sep=,\n\n{SCHEDULE}{LINE},ukasz\n",
    "trades": f"trade,when,shift,start,end,from,to,revision\n1,{WHEN},ada,ukasz,1\n",
    "changes": f"when,shift,start,end,from,to,revision\n{WHEN},ukasz,ada,1\n",
}


def team(folder: Path, *people: str, more: str = "", **files: str) -> list[str]:
    """Return the ids of a team of these names, or tables of people, with some files."""
    tables = (p if "=" in p else f'name = "{p}"' for p in people)
    people_toml = "".join(f"[[engineer]]\n{table}\njoined = 2020-01-06\n" for table in tables)
    write_team(folder, f"{HEAD}{TRACKS}{more}{people_toml}", columns={}, **files)
    return [engineer.id for engineer in load(folder).engineers]


def test_ids_keep_their_letters(tmp_path: Path) -> None:
    """Where nothing holds another id, people have the letters of their names."""
    ids = team(tmp_path, "Łukasz", "Søren Ærø", "Groß", "Işıl", "陳嘉欣")
    assert ids == ["chenjiaxin", "gross", "isil", "lukasz", "soren-aero"]


@pytest.mark.parametrize("key", HOLDING)
def test_an_id_that_a_file_holds_stays(tmp_path: Path, key: str) -> None:
    """Whichever file it is."""
    files = {key: HOLDING[key]}
    if key in ("trades", "changes"):
        files["published"] = f"{SCHEDULE}{LINE},ada\n"
    assert team(tmp_path, "Ada", "Łukasz", **files) == ["ada", "ukasz"]


@pytest.mark.parametrize(
    "more", ['[[pin]]\nshift = "A-2026-12-07"\nengineer = "ukasz"\n', "public/people/ukasz.ics"]
)
def test_an_id_that_a_pin_or_a_calendar_holds_stays(tmp_path: Path, more: str) -> None:
    """Calendars that people subscribe to are named by the id."""
    if more.endswith(".ics"):
        (tmp_path / more).parent.mkdir(parents=True)
        (tmp_path / more).touch()
        more = ""
    assert team(tmp_path, "Ada", "Łukasz", more=more) == ["ada", "ukasz"]


def test_an_id_that_a_manager_holds_stays(tmp_path: Path) -> None:
    """`manager` names somebody by id."""
    assert team(tmp_path, 'name = "Ada"\nmanager = "ukasz"', "Łukasz") == ["ada", "ukasz"]


def test_only_ids_count(tmp_path: Path) -> None:
    """A note, a name or a part of a word is not an id, and nor is a file that is not named."""
    (tmp_path / "other.csv").write_text(HOLDING["time_off"], encoding="utf-8")
    time_off = "engineer,start,end,note\nLukasz,2026-12-01,2026-12-02,ukasz\n"
    assert team(tmp_path, "Ada", "Łukasz", time_off=time_off) == ["ada", "lukasz"]


def test_an_id_of_today_in_what_we_wrote_stays(tmp_path: Path) -> None:
    """A team of Wei and Wei Łi has `wei` in its files for the one, and keeps `wei-li`."""
    lines = LINE + ",wei\n" + LINE.replace("A-", "B-").replace(",A,", ",B,") + ",wei-li\n"
    published = SCHEDULE + lines
    assert team(tmp_path, "Wei", "Wei 李", published=published) == ["wei", "wei-li"]


def test_an_id_that_two_may_have_is_refused(tmp_path: Path) -> None:
    """Was it Łukasz, or is it the new colleague? Whoever it is gets an `id`."""
    with pytest.raises(BadInput, match="the id 'ukasz' is taken by line 10; give one of the two"):
        team(tmp_path, "Łukasz", "Ukasz", time_off=HOLDING["time_off"])
    people = ("Łukasz", 'name = "Ukasz"\nid = "ukasz-2"')
    assert team(tmp_path, *people, time_off=HOLDING["time_off"]) == ["ukasz", "ukasz-2"]
    assert team(tmp_path, "Łukasz", "Ukasz") == ["lukasz", "ukasz"]


def test_an_id_of_ones_own_goes_before_both(tmp_path: Path) -> None:
    """What is written counts, whatever the files hold."""
    people = ('name = "Łukasz"\nid = "luk"', "Ada")
    assert team(tmp_path, *people) == ["ada", "luk"]


@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.text(st.characters(categories=("L", "M", "N", "P", "Zs")), max_size=30))
def test_only_lost_letters_make_another_id(name: str) -> None:
    """Whoever lost no letter has the id of ever; an id of today loses nothing that it had."""
    made, earlier = slug(name), earlier_slug(name)
    assert made.isascii()
    assert made == slug(made)
    if name.isascii():
        assert made == earlier
    assert len(made.replace("-", "")) >= len(earlier.replace("-", ""))


def test_an_old_folder_gives_the_same_bytes(tmp_path: Path) -> None:
    """A trade in a folder of an earlier release writes what that release wrote."""
    folder = tmp_path / "team"
    shutil.copytree(OLD / "before", folder)
    team = rotation.load(folder)
    assert [engineer.id for engineer in team.engineers] == ["sren-jrgensen", "ukasz-zoc", "zoe-wei"]
    assert team.calendar_id == "dyzury"

    cover(team, "A-2026-12-14", "sren-jrgensen", date(2026, 11, 26), why="move").edition.write()

    wanted = {path.relative_to(OLD / "after") for path in (OLD / "after").rglob("*.*")}
    assert {p.relative_to(folder) for p in (folder / "public").rglob("*.ics")} <= wanted
    for path in wanted:
        assert (folder / path).read_bytes() == (OLD / "after" / path).read_bytes(), path


def test_an_old_folder_reads_as_with_ids_written_out(tmp_path: Path) -> None:
    """Nothing else depends on whether an id is written or kept."""
    shutil.copytree(OLD / "before", tmp_path / "team")
    config = tmp_path / "team" / "rotation.toml"
    kept = load(config)
    toml = config.read_text(encoding="utf-8")
    for name, made in (
        ("Łukasz Żółć", "ukasz-zoc"),
        ("Søren Jørgensen", "sren-jrgensen"),
        ("Zoë Weiß", "zoe-wei"),
    ):
        toml = toml.replace(f'name = "{name}"', f'name = "{name}"\nid = "{made}"')
    config.write_text(toml, encoding="utf-8")
    assert load(config) == kept


def test_init_writes_ids(tmp_path: Path) -> None:
    """Whoever begins with it has ids that no later change of a name moves."""
    write_template(tmp_path)
    toml = (tmp_path / "rotation.toml").read_text(encoding="utf-8")
    tables = toml.split("[[engineer]]")[1:]
    assert len(tables) > 5
    assert all("\nid = " in table for table in tables)
    assert "\ncalendar_id = " in toml
