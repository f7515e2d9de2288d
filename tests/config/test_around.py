"""Loading a team that shares people with others of its fleet (D12)."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.teams import TRACK, head, person, write_files

import rotation
from rotation.api import load_alone
from rotation.errors import BadInput
from rotation.plans.input_digest import input_digest

ADA = person("ada", 'email = "ada@a.example"')
TODAY = date(2026, 11, 1)
LINES = """\
shift,track,kind,start,end,engineer,status
A-2026-12-14,A,regular,2026-12-14T11:00-05:00,2026-12-21T11:00-05:00,byron,planned
A-2026-12-21,A,regular,2026-12-21T11:00-05:00,2026-12-28T11:00-05:00,cleo,planned
"""
BYRON = person("byron", 'aliases = ["ADA@a.example"]')
AWAY = (
    "engineer,start,end,kind\nbyron,2026-12-07,2026-12-11,vacation\ncleo,2026-12-01,2026-12-02,\n"
)


def write_fleet(folder: Path, toml: str = "", more: str = "") -> Path:
    """Write a fleet of two teams that share Ada, and return the folder of one of them."""
    write_files(folder, {"fleet.toml": toml})
    write_files(folder / "web/api", {"rotation.toml": head() + TRACK + ADA + person("bob")})
    search = head() + '[files]\ntime_off = "time_off.csv"\n' + TRACK + BYRON + person("cleo")
    files = {"rotation.toml": search + more, "published.csv": LINES, "time_off.csv": AWAY}
    write_files(folder / "search", files)
    return folder / "web/api"


@pytest.fixture
def api(tmp_path: Path) -> Path:
    """Return the folder of a team whose Ada is Byron in another one."""
    return write_fleet(tmp_path)


def test_a_team_knows_what_its_people_do_elsewhere(api: Path) -> None:
    """Published shifts and time off of the other team, with its places, under the own id."""
    team = rotation.load(api, today=TODAY)
    (shift,) = team.elsewhere
    assert (shift.engineer, shift.team, shift.shift.id) == ("ada", "search", "A-2026-12-14")
    assert str(shift.source) == "../../search/published.csv:2"
    (absence,) = team.time_off
    assert (absence.engineer, absence.start) == ("ada", datetime(2026, 12, 7, 5, tzinfo=UTC))
    assert str(absence.source) == "../../search/time_off.csv:2"
    assert team.remarks == ()


def test_a_team_alone_knows_nothing_of_others(api: Path) -> None:
    """Without a `fleet.toml`, with one that does not list it, and where a fleet reads it."""
    alone = load_alone(api, today=TODAY)
    assert alone.elsewhere == alone.time_off == ()
    for toml in ('teams = ["search"]', None):
        if toml is None:
            (api.parents[1] / "fleet.toml").unlink()
        else:
            (api.parents[1] / "fleet.toml").write_text(toml, encoding="utf-8")
        assert rotation.load(api, today=TODAY) == alone


def test_what_other_teams_have_is_not_saved(api: Path, tmp_path: Path) -> None:
    """It would stay here after it is gone there; the copy is the team alone."""
    team = rotation.load(api, today=TODAY)
    alone = load_alone(api, today=TODAY)
    assert rotation.Rotation.from_dict(team.to_dict()) == alone
    team.save(tmp_path / "copy" / "out")
    assert rotation.load(tmp_path / "copy" / "out", today=TODAY) == alone
    assert team.replace(min_rest_days=3).elsewhere == team.elsewhere
    assert team.replace(min_rest_days=3).time_off == team.time_off


LIMIT = "[[rules.weekends]]\nat_most = 1\nof = 2\n"
HERE = (
    LINES.splitlines()[0]
    + """
A-2026-12-07,A,regular,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00,ada,planned
"""
)


def test_limits_of_other_teams_hold_here(tmp_path: Path) -> None:
    """For whom they bind there, with their place; neither saved nor written, and digested (D33)."""
    api = write_fleet(tmp_path, more=LIMIT)
    write_files(api, {"published.csv": HERE})
    config = api / "rotation.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("timezone", "min_rest_days = 0\ntimezone", 1), encoding="utf-8")
    team, alone = rotation.load(api, today=TODAY), load_alone(api, today=TODAY)
    (limit,) = team.limits_elsewhere
    assert dict(limit.values)["whom"] == ("ada",)
    assert alone.limits_elsewhere == team.settings == ()
    (broken,) = (v for v in team.check(today=TODAY) if v.rule == "weekends")
    line = (tmp_path / "search/rotation.toml").read_text().splitlines().index("at_most = 1") + 1
    assert f"../../search/rotation.toml:{line}" in map(str, broken.sources)
    assert not any(v.rule == "weekends" for v in alone.check(today=TODAY))
    assert "whom" not in str(team.to_dict()) + team.to_toml()
    assert team.replace(notice_days=3).limits_elsewhere == team.limits_elsewhere
    unlimited = team.amended(limits_elsewhere=())
    assert input_digest(unlimited) != input_digest(team)


def test_limits_that_need_not_hold_there_do_not_here(tmp_path: Path) -> None:
    """Those of soft rules stay behind (D33)."""
    soft = LIMIT + '[goals]\norder = ["open", "weekends"]\nsoft = ["weekends"]\n'
    team = rotation.load(write_fleet(tmp_path, more=soft), today=TODAY)
    assert team.elsewhere
    assert team.limits_elsewhere == ()


def test_the_nearest_fleet_with_the_team_counts(api: Path) -> None:
    """One that does not list it is passed over; another configuration of a folder is no team."""
    write_files(api.parent, {"fleet.toml": 'teams = ["db"]'})
    write_files(api.parent / "db", {"rotation.toml": ""})
    assert rotation.load(api, today=TODAY).elsewhere
    (api.parent / "fleet.toml").write_text("teams = ['api']", encoding="utf-8")
    assert not rotation.load(api, today=TODAY).elsewhere
    (api.parent / "fleet.toml").unlink()
    (api / "rotation.toml").rename(api / "other.toml")
    assert not rotation.load(api / "other.toml", today=TODAY).elsewhere


def test_a_path_of_any_spelling_leads_to_the_fleet(
    api: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Relative, with `..`, and as a file."""
    monkeypatch.chdir(api)
    for path in (".", "rotation.toml", "../api", "../../web/api/rotation.toml"):
        assert rotation.load(path, today=TODAY).elsewhere


def test_a_declared_person_is_found_without_an_address(tmp_path: Path) -> None:
    """Bob of one team is Cleo of the other."""
    toml = '[[person]]\nid = "bob"\nmembers = ["web/api:bob", "search:cleo"]\n'
    team = rotation.load(write_fleet(tmp_path, toml), today=TODAY)
    assert [(e.engineer, e.shift.id) for e in team.elsewhere] == [
        ("ada", "A-2026-12-14"),
        ("bob", "A-2026-12-21"),
    ]


def test_an_address_that_nobody_has_is_named(tmp_path: Path) -> None:
    """In the teams of that person only, and not while another team cannot be read."""
    toml = """[[person]]
id = "ada"
addresses = ["ada@a.example", "byron@a.exampel"]
[[person]]
id = "eve"
addresses = ["eve@a.example"]
"""
    team = write_fleet(tmp_path, toml)
    assert list(map(str, rotation.load(team, today=TODAY).remarks)) == [
        "../../fleet.toml:1: addresses: nobody of the teams has the address 'byron@a.exampel'; "
        "correct it, or remove it"
    ]
    write_files(tmp_path / "x", {"rotation.toml": "[ # ada@a.example"})
    (remark,) = rotation.load(team, today=TODAY).remarks
    assert remark.place == "../../x"


def test_what_is_wrong_with_the_fleet_is_an_error_with_its_place(tmp_path: Path) -> None:
    """As the team's own folder calls it; so is a person who would be two of the team."""
    toml = '[[person]]\nid = "x"\naddresses = ["x"]\n'
    team = write_fleet(tmp_path, toml)
    with pytest.raises(BadInput) as caught:
        rotation.load(team, today=TODAY)
    assert str(caught.value.faults[0]).startswith("../../fleet.toml:3: person.addresses: 'x' is")
    toml = '[[person]]\nid = "x"\nmembers = ["search:byron", "web/api:bob"]\n'
    team = write_fleet(tmp_path, toml)
    with pytest.raises(BadInput) as caught:
        rotation.load(team, today=TODAY)
    line = head().count("\n") + TRACK.count("\n") + ADA.count("\n") + 1
    (fault,) = map(str, caught.value.faults)
    assert fault.startswith(f"rotation.toml:{line}: 'bob' and 'ada' (web/api/rotation.toml:")


def test_a_team_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """It is a remark where it may share people; the rest is seen."""
    cannot = "the team cannot be read"
    hint = "`rotation check` there says why"
    team = write_fleet(tmp_path, more="[rules.bogus]\nx = 1\n")
    loaded = rotation.load(team, today=TODAY)
    assert not loaded.elsewhere
    assert list(map(str, loaded.remarks)) == [
        f"../../search: {cannot}: the shifts and the time off of ada there are not seen; {hint}"
    ]
    write_fleet(tmp_path, 'teams = ["lost", "search", "web/api", "x", "y"]')
    write_files(tmp_path / "y", {"rotation.toml": "[ # somebody@a.example"})
    write_files(tmp_path / "x", {"rotation.toml": "[ # ada@a.example"})
    loaded = rotation.load(team, today=TODAY)
    assert len(loaded.elsewhere) == 1
    unknown = "whether it shares people with this one, and what they do there, is not known"
    assert [str(remark).split(";")[0] for remark in loaded.remarks] == [
        "../../fleet.toml:1: teams: there is no folder 'lost'",
        f"../../x: {cannot}: {unknown}",
    ]
