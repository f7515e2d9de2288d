"""Two people of one team who would be one person: that team fails, and stops no other (D60)."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fleet_cases import write_fleet
from tests.teams import files_in, person

import rotation
from rotation.errors import BadInput
from rotation.fleet import (
    check_fleet,
    fairness_fleet,
    next_shifts_fleet,
    plan_fleet,
    publish_fleet,
    who_fleet,
)

TODAY = date(2026, 9, 20)
AT = date(2026, 10, 22)
SPAN: dict[str, Any] = {"today": TODAY, "start": date(2026, 11, 16), "weeks": 2, "effort": 1}
HOLDERS = {
    "search": ("ada", "ben", "ada", "ben"),
    "web/api": ("cy", "cy", "cy", "cy"),
    "db": ("ada", "dora", "ada", "dora"),
}
UNSEEN = "db failed: what ada, dora do there is not seen"


def change(folder: Path, team: str, **addresses: str) -> None:
    """Give people of a team other lines in place of their addresses, by the names in these."""
    config = folder / team / "rotation.toml"
    text = config.read_text(encoding="utf-8")
    for name, lines in addresses.items():
        text = text.replace(f'email = "{name}@example.com"', lines)
    config.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a fleet where Ben of `search` has the addresses of both people of `db`."""
    folder = write_fleet(tmp_path_factory.mktemp("unclear"), HOLDERS)
    both = 'email = "else@example.com"\naliases = ["dora@example.com"]'
    change(folder, "search", ben=both)
    return folder


def test_the_other_teams_are_planned_and_published(fleet: Path, tmp_path: Path) -> None:
    """With the bytes that they have without this team, and a note in whose people it may have."""
    alone = shutil.copytree(fleet, tmp_path / "alone")
    shutil.rmtree(alone / "db")
    plan_fleet(alone, **SPAN, workers=1)
    db, search, web = plan_fleet(fleet, **SPAN, workers=1).rows
    (fault,) = db.faults
    assert (db.exit_code, fault.place.partition(":")[0]) == (2, "db/rotation.toml")
    assert fault.what.startswith("'dora' and 'ada' (db/rotation.toml:")
    assert (search.exit_code, search.notes, search.shared) == (0, (UNSEEN,), 1)
    assert (web.exit_code, web.notes, web.shared) == (0, (), 1)
    written = files_in(fleet)
    assert not any(name.startswith("db/out/") for name in written)
    for name, data in files_in(alone).items():
        if "/out/" in name:
            assert written[name] == data, name
    assert [row.exit_code for row in check_fleet(fleet, today=TODAY, workers=1).rows] == [2, 0, 0]
    rows = {row.team: row for row in publish_fleet(fleet, today=TODAY, write=False).rows}
    assert {team: (row.exit_code, row.new) for team, row in rows.items()} == {
        "db": (2, None),
        "search": (0, 2),
        "web/api": (0, 2),
    }
    assert rows["db"].faults == db.faults


def test_questions_are_answered_for_the_other_teams(fleet: Path) -> None:
    """Who is on call, what somebody has next, and what everybody carries."""
    answer = who_fleet(fleet, at=AT)
    assert [team.team for team in answer.teams] == ["search", "web/api"]
    mine = next_shifts_fleet(fleet, "ada@example.com", at=AT)
    ledger = fairness_fleet(fleet, today=TODAY)
    for failures in (answer.failures, mine.failures, ledger.failures):
        assert [(row.team, row.exit_code) for row in failures] == [("db", 2)]
    assert [team for team, _ in mine.teams] == ["search", "web/api"]
    (ada,) = ledger.shared.accounts
    assert ada.person.teams == ("search", "web/api")
    with pytest.raises(BadInput) as refused:
        next_shifts_fleet(fleet, "dora", at=AT)
    assert [fault.place.partition(":")[0] for fault in refused.value.faults] == ["PERSON", "db"]


def test_one_team_of_a_fleet_is_warned_of_such_people(fleet: Path, tmp_path: Path) -> None:
    """As in a run of the fleet: the team itself is refused, those beside it are not."""
    folder = shutil.copytree(fleet, tmp_path / "fleet")
    (folder / "fleet.toml").write_text("", encoding="utf-8")
    with pytest.raises(BadInput, match="two people of a team and one person"):
        rotation.load(folder / "db", today=TODAY)
    (remark,) = rotation.load(folder / "search", today=TODAY).remarks
    assert str(remark) == (
        "../db: ada, dora of this team would be one person: what they do there is not seen; "
        "`rotation check` there says why"
    )
    assert rotation.load(folder / "web/api", today=TODAY).remarks == ()


def test_everybody_else_of_such_a_team_is_seen_with_its_published_plan(tmp_path: Path) -> None:
    """Ada of `search` is on call there, so somebody else of `web/api` is (D60)."""
    write_fleet(tmp_path, HOLDERS)
    config = tmp_path / "search" / "rotation.toml"
    twins = person("kim", 'email = "k@example.com"') + person("lu", 'email = "l@example.com"')
    config.write_text(config.read_text(encoding="utf-8") + twins, encoding="utf-8")
    declared = '[[person]]\nid = "kim"\naddresses = ["k@example.com", "l@example.com"]\n'
    (tmp_path / "fleet.toml").write_text(declared, encoding="utf-8")
    span = {**SPAN, "start": date(2026, 10, 19), "weeks": 1}
    _, search, web = plan_fleet(tmp_path, **span, workers=1, write=False).rows
    assert (search.exit_code, len(search.faults)) == (2, 1)
    assert web.notes == ("search failed: its published plan counts",)
    checked = check_fleet(tmp_path, today=TODAY, workers=1).rows
    assert [(row.team, row.exit_code, row.shared) for row in checked] == [
        ("db", 0, 0),
        ("search", 2, 1),
        ("web/api", 0, 1),
    ]


def test_a_mailbox_of_a_whole_team_stops_this_team_only(tmp_path: Path) -> None:
    """Its own files are wrong, which is reported first; who else has it goes on."""
    write_fleet(tmp_path, HOLDERS)
    mailbox = 'email = "db@example.com"'
    change(tmp_path, "db", **{"else": mailbox, "dora": mailbox})
    change(tmp_path, "search", ben=mailbox)
    db, search, web = check_fleet(tmp_path, today=TODAY, workers=1).rows
    (fault,) = db.faults
    assert fault.what.startswith("'db@example.com' is also the address on line ")
    assert [(row.exit_code, row.notes) for row in (search, web)] == [(0, (UNSEEN,)), (0, ())]
