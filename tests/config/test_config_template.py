from datetime import date
from pathlib import Path

import pytest

from rotation.config import load, write_template
from rotation.config.template import TEMPLATE_FILES
from rotation.errors import BadInput


def test_the_template_loads_without_fault(tmp_path: Path) -> None:
    """What `init` writes is a team of eight that was all on call-able by 2026."""
    folder = tmp_path / "new" / "team"
    written = write_template(folder)
    assert [path.name for path in written] == list(TEMPLATE_FILES)
    data = load(folder)
    assert len(data.engineers) == 8
    assert all(person.joined < date(2025, 11, 1) for person in data.engineers)
    assert data.time_off
    assert data.offers
    assert [track.name for track in data.tracks] == ["A", "B"]


def test_every_commented_key_of_the_template_is_valid(tmp_path: Path) -> None:
    """Whoever removes a comment sign gets a key that works."""
    write_template(tmp_path)
    path = tmp_path / "rotation.toml"
    rows = []
    for row in path.read_text(encoding="utf-8").splitlines():
        bare = row.removeprefix("# ")
        is_key = row != bare and (" = " in bare or bare.startswith("["))
        # The two handovers stand as a choice; the first keeps standing.
        rows.append(bare if is_key and not bare.startswith("handover") else row)
    path.write_text("\n".join(rows), encoding="utf-8")
    data = load(tmp_path)
    assert data.tracks[1].settings[0].weeks == 2
    assert data.pins
    assert data.holidays.extra
    assert data.holidays.exclude
    assert data.calendar.runbook


@pytest.mark.parametrize("name", TEMPLATE_FILES)
def test_init_never_overwrites(tmp_path: Path, name: str) -> None:
    """One file that is there is named, stays as it is, and keeps all others from being written."""
    (tmp_path / name).write_text("mine")
    with pytest.raises(BadInput) as caught:
        write_template(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path / name}: exists already; init never overwrites; choose another folder"
    )
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == "mine"


def test_a_folder_that_is_a_file_is_reported(tmp_path: Path) -> None:
    """Where no folder can be made nothing is written, and there is no traceback."""
    (tmp_path / "x").write_text("mine")
    with pytest.raises(BadInput, match="cannot be written"):
        write_template(tmp_path / "x" / "y")
    assert (tmp_path / "x").read_text() == "mine"


def test_a_failure_in_the_middle_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the third file cannot be made, the first two and the new folders go again."""
    real = Path.open

    def failing(self: Path, *args: object, **kwargs: object) -> object:
        if self.name == TEMPLATE_FILES[2] and args == ("xb",):
            raise OSError(28, "No space left on device")
        return real(self, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", failing)
    with pytest.raises(BadInput, match="no space left on device"):
        write_template(tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []
