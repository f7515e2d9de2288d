"""`[[remote]]` and `remote_ids`: read alike in every way in, and no secret in any file."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.teams import TRACKS, head, person

import rotation
from rotation import BadInput, Engineer, Remote, Rotation
from rotation.config.remotes import GROUP
from rotation.model.remotes import TOOLS

PAGER = """[[remote]]
name = "pager"
tool = "pagerduty"
token_env = "PAGERDUTY_TOKEN"
schedules = { A = "PI7DH85", B = "PQ9K7I8" }
"""
CALENDAR = """[[remote]]
name = "calendar"
tool = "google"
credentials_env = "GOOGLE_APPLICATION_CREDENTIALS"
calendars = { A = "team@example.com", B = "team@example.com" }
days = 14
"""
ADA = person("ada", 'remote_ids = { pager = "PXPGF42" }')


def team(folder: Path, *tables: str) -> Rotation:
    (folder / "rotation.toml").write_text(head() + TRACKS + "".join(tables), encoding="utf-8")
    return rotation.load(folder)


def refused(folder: Path, *tables: str) -> list[str]:
    with pytest.raises(BadInput) as error:
        team(folder, *tables)
    return [str(fault).partition("rotation.toml:")[2] for fault in error.value.faults]


def test_remotes_are_read(tmp_path: Path) -> None:
    """By name, with the place of each track."""
    made = team(tmp_path, ADA, PAGER, CALENDAR)
    assert made.remotes == (
        Remote(
            "calendar",
            "google",
            credentials_env="GOOGLE_APPLICATION_CREDENTIALS",
            calendars={"A": "team@example.com", "B": "team@example.com"},
            days=14,
        ),
        Remote(
            "pager",
            "pagerduty",
            token_env="PAGERDUTY_TOKEN",  # noqa: S106 - the name of a variable
            schedules={"A": "PI7DH85", "B": "PQ9K7I8"},
        ),
    )
    assert made.remotes[1].places == {"A": "PI7DH85", "B": "PQ9K7I8"}
    assert made.engineers[0].remote_ids == (("pager", "PXPGF42"),)


def test_every_way_in_gives_the_same(tmp_path: Path) -> None:
    """Python, dictionary, folder and `replace`; `save` writes what is read."""
    made = team(tmp_path, ADA, PAGER, CALENDAR)
    values = made.to_dict()
    assert Rotation.from_dict(json.loads(json.dumps(values, default=str))) == made
    made.save(tmp_path / "copy")
    assert rotation.load(tmp_path / "copy") == made
    bare = team(tmp_path, ADA.replace('remote_ids = { pager = "PXPGF42" }', ""))
    engineer = bare.engineers[0].replace(remote_ids={"pager": "PXPGF42"})
    assert bare.replace(remotes=made.remotes, engineers=[engineer]) == made
    given = Rotation(
        made.name,
        made.timezone,
        tracks=made.tracks,
        engineers=made.engineers,
        remotes=made.remotes,
    )
    assert given.remotes == made.remotes


def test_people_of_a_file_have_ids_there(tmp_path: Path) -> None:
    """A cell names them by remote."""
    (tmp_path / "people.csv").write_text(
        "name,joined,remote_ids\nAda,2020-01-01,pager=PXPGF42; calendar = 7\n", encoding="utf-8"
    )
    files = '[files]\nengineers = "people.csv"\n'
    (made,) = team(tmp_path, files, PAGER, CALENDAR).engineers
    assert made.remote_ids == (("calendar", "7"), ("pager", "PXPGF42"))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (('"pagerduty"', '"pagerdutty"'), "unknown tool 'pagerdutty'; did you mean 'pagerduty'?"),
        (("A =", "Aa ="), "unknown track 'Aa'"),
        (('"PQ9K7I8"', '"PI7DH85"'), "'PI7DH85' is that of A already"),
        (("schedules", "calendars"), "has schedules, not calendars; call the key `schedules`"),
        (("token_env", "token_en"), "unknown key"),
        (('token_env = "PAGERDUTY_TOKEN"', ""), "pagerduty needs `token_env`"),
        (("token_env", "credentials_env"), "pagerduty takes none; set `token_env` instead"),
        (('{ A = "PI7DH85", B = "PQ9K7I8" }', "{}"), "names none of its schedules"),
        (('"PI7DH85"', "7"), "A is the number 7, not a text"),
        (('"PI7DH85"', '""'), "is empty"),
        (('{ A = "PI7DH85", B = "PQ9K7I8" }', '"PI7DH85"'), "expected is a table"),
        (('name = "pager"', 'name = "Pager"'), "did you mean 'pager'?"),
        (('name = "pager"', 'name = "../pager"'), "is not a valid id"),
        (("[[remote]]", '[[remote]]\nurl = "http://example.com"'), "use https"),
        (("[[remote]]", '[[remote]]\nurl = "ftp://example.com"'), "is no address of a server"),
        (("[[remote]]", '[[remote]]\nurl = "https://[::1"'), "is no address of a server"),
        (("[[remote]]", '[[remote]]\nuser = "ada"'), "pagerduty takes none; remove it"),
        (("[[remote]]", "[[remote]]\ndays = 0"), "outside 1 to 366"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    change: tuple[str, str], fault: str, tmp_path: Path
) -> None:
    """With the fix, and the nearest name."""
    assert any(fault in text for text in refused(tmp_path, person("ada"), PAGER.replace(*change)))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *((key, '"s3cr3t-value"') for key in ("token", "password", "Secret", "api_key")),
        ("token_env", '"s3cr3t-value"'),
        ("url", '"https://ada:s3cr3t-value@example.com/"'),
        ("url", '"https://s3cr3t-value@example.com/"'),
        ("url", '"https://example.com/?token=s3cr3t-value"'),
    ],
)
def test_a_secret_in_the_file_is_refused_and_not_repeated(
    key: str, value: str, tmp_path: Path
) -> None:
    """The message says where a secret belongs, without it."""
    table = PAGER.replace('token_env = "PAGERDUTY_TOKEN"\n', "" if key == "token_env" else "\\g")
    table = table.replace("\\g", 'token_env = "PAGERDUTY_TOKEN"\n') + f"{key} = {value}\n"
    (fault,) = (text for text in refused(tmp_path, person("ada"), table) if f".{key}" in text)
    assert "s3cr3t" not in fault


def test_two_remotes_of_one_name(tmp_path: Path) -> None:
    """They would share a ledger."""
    (fault,) = refused(tmp_path, person("ada"), PAGER, PAGER)
    assert "'pager' is the name of a remote on line" in fault


def test_ids_for_a_remote_that_does_not_exist(tmp_path: Path) -> None:
    """The nearest one is named."""
    (fault,) = refused(tmp_path, person("ada", 'remote_ids = { pagr = "P" }'), PAGER)
    assert "unknown remote 'pagr'; did you mean 'pager'?" in fault


def test_http_is_for_this_computer(tmp_path: Path) -> None:
    """A server in a test, or behind a tunnel."""
    made = team(tmp_path, person("ada"), PAGER, 'url = "http://127.0.0.1:5232/"\n')
    assert made.remotes[0].url == "http://127.0.0.1:5232"


def test_several_holders_of_one_track(tmp_path: Path) -> None:
    """The name of the table stands for all of them, where a place may call several people."""
    tracks = TRACKS.replace('name = "A"\n', 'name = "A"\nholders = 2\n')
    shifts = PAGER.replace('"pagerduty"', '"pagerduty-shifts"')
    (tmp_path / "rotation.toml").write_text(
        head() + tracks + person("ada") + person("ben") + shifts, encoding="utf-8"
    )
    assert set(rotation.load(tmp_path).remotes[0].places) == {"A.1", "A.2", "B"}
    (tmp_path / "rotation.toml").write_text(
        head() + tracks + person("ada") + person("ben") + PAGER, encoding="utf-8"
    )
    with pytest.raises(BadInput, match=r"is that of A\.1 already"):
        rotation.load(tmp_path)


def test_tools_of_other_packages_are_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the entry points of the group; what they need they say themselves."""

    def points(group: str) -> list[object]:
        assert group == GROUP
        return [type("Point", (), {"name": "acme"})]

    monkeypatch.setattr("rotation.config.remotes.entry_points", points)
    table = PAGER.replace('"pagerduty"', '"acme"').replace('token_env = "PAGERDUTY_TOKEN"\n', "")
    assert team(tmp_path, person("ada"), table).remotes[0].tool == "acme"
    assert "acme" not in TOOLS


def test_a_remote_changes_no_plan(tmp_path: Path) -> None:
    """It is no input of a plan, so an old `plan.json` still fits."""
    from rotation.plans.input_digest import input_digest  # noqa: PLC0415 - below

    made, bare = team(tmp_path, ADA, PAGER), team(tmp_path, person("ada"))
    assert input_digest(made) == input_digest(bare)
    assert replace(Remote("x", "y"), source=None) == Remote("x", "y")
    assert isinstance(made.engineers[0], Engineer)
