"""Changes are written in order: files never hold one without those before it (M12)."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from living_cases import publish_month, write
from tests.teams import files_in

import rotation
from rotation import BadInput, Rotation

TODAY = date(2026, 11, 2)
OUTDATED = "write: published.csv and trades.csv do not hold what this change begins with"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a team with six weeks published."""
    folder = write(tmp_path_factory.mktemp("published"))
    publish_month(folder)
    return folder


@pytest.fixture
def team(published: Path, tmp_path: Path) -> Rotation:
    """Return that team in a folder of its own."""
    shutil.copytree(published, tmp_path, dirs_exist_ok=True)
    return rotation.load(tmp_path)


def neighbours(team: Rotation) -> tuple[str, str]:
    """Return the first two shifts of a track."""
    first, second, *_ = (line.shift for line in team.published if line.track == "A")
    return first, second


def test_a_change_on_top_of_an_unwritten_one_waits(team: Rotation, tmp_path: Path) -> None:
    """Its lines would fit nothing in the files; in their order both are written."""
    first = team.swap(*neighbours(team), TODAY).edition
    second = first.after.swap(*neighbours(team), TODAY, why="back").edition
    before = files_in(tmp_path)
    with pytest.raises(BadInput, match=OUTDATED):
        second.write()
    assert files_in(tmp_path) == before

    first.write()
    second.write()
    assert rotation.load(tmp_path) == second.after


def test_the_change_of_another_is_not_lost(team: Rotation, tmp_path: Path) -> None:
    """Two sessions that loaded the same plan: the second one has to load again."""
    mine, yours = team, rotation.load(tmp_path)
    written = mine.swap(*neighbours(mine), TODAY).edition
    written.write()
    late = yours.publish(yours.published[:1], TODAY)
    assert late.empty
    with pytest.raises(BadInput, match=OUTDATED):
        yours.cover(neighbours(yours)[1], "fay", TODAY, force=True).edition.write()
    with pytest.raises(BadInput, match="load the rotation again and repeat it"):
        yours.leave("ada", date(2026, 12, 1), TODAY, accept=True).edition.write()
    assert rotation.load(tmp_path).trades == written.after.trades


def test_one_goes_on_after_writing_without_loading(team: Rotation, tmp_path: Path) -> None:
    """Whatever the reason says: files keep it as one line of visible characters."""
    first = team.swap(*neighbours(team), TODAY, why="ill\n\tand  away").edition
    first.write()
    departed = first.after.leave("emil", date(2026, 12, 1), TODAY, accept=True).edition
    departed.write()
    lines = rotation.load(tmp_path).published
    assert lines == departed.after.published
    plan = departed.after.plan(start=date(2027, 1, 18), weeks=1, today=TODAY)
    published = departed.after.publish(plan, TODAY)
    published.write()
    assert rotation.load(tmp_path).published == published.after.published
