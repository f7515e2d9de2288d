from datetime import date, time
from pathlib import Path

import pytest
from import_cases import weeks

import rotation
from rotation.errors import BadInput
from rotation.imports import import_schedule, merge_export, read_export

TODAY = date(2026, 11, 23)


@pytest.fixture
def team(tmp_path: Path) -> rotation.Rotation:
    """Return a folder that was imported from the newest 30 of 60 weeks."""
    source = tmp_path / "new.csv"
    source.write_text(weeks(60).partition("\n")[0] + "\n" + "\n".join(weeks(60).split("\n")[31:]))
    made = import_schedule(source, TODAY, timezone="Europe/Berlin", clock=time(11))
    made.write(tmp_path / "team")
    return rotation.load(tmp_path / "team")


def export_of(tmp_path: Path, text: str) -> object:
    """Return the export of a sheet."""
    path = tmp_path / "old.csv"
    path.write_text(text, encoding="utf-8")
    return read_export(path, timezone="Europe/Berlin", clock=time(11))


def test_older_shifts_are_added_to_history(tmp_path: Path, team: rotation.Rotation) -> None:
    """What is recorded stays, what is not over is left out, and a second time adds nothing."""
    export = export_of(tmp_path, weeks(60))
    merged = merge_export(team, export, TODAY)  # type: ignore[arg-type]
    assert (len(merged.added), merged.known, merged.later) == (60, 40, 20)
    merged.edition.write()
    again = rotation.load(tmp_path / "team")
    assert len(again.history) == 100
    holders = [[(e.shift, e.engineer) for e in t.published] for t in (team, again)]
    assert holders[0] == holders[1]
    assert merge_export(again, export, TODAY).edition.empty  # type: ignore[arg-type]


def test_strangers_and_unknown_tracks_are_faults(tmp_path: Path, team: rotation.Rotation) -> None:
    """Nobody is added by a guess; the nearest name is named."""
    text = weeks(60).replace("Emil Novák", "Emil Novak jr").replace("Dan Wu", "Zoe Quinn")
    with pytest.raises(BadInput) as caught:
        merge_export(team, export_of(tmp_path, text), TODAY)  # type: ignore[arg-type]
    texts = sorted(str(fault) for fault in caught.value.faults)
    assert "did you mean 'Emil Novák'" in texts[0]
    assert "'Zoe Quinn' is not in the rotation" in texts[1]
    text = weeks(60).replace("Secondary", "Backup")
    with pytest.raises(BadInput, match="no track 'Backup'"):
        merge_export(team, export_of(tmp_path, text), TODAY)  # type: ignore[arg-type]
