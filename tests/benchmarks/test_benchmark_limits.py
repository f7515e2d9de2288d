from pathlib import Path

import pytest
from benchmarks.limits import BAR_MB, kinds, main, measure, write

from rotation.config import load
from rotation.errors import BadInput

PARTS = [kind for kind in kinds() if not kind.startswith("rotation.toml") or "people" in kind]
"""Configurations that are hostile as a whole have tests of their own."""


@pytest.mark.parametrize("kind", PARTS)
def test_every_kind_is_read_or_refused(kind: str, tmp_path: Path) -> None:
    """A hundredth of what the limits allow: what is good is read, what is not is refused."""
    write(kind, tmp_path, 0.01)
    try:
        load(tmp_path)
    except BadInput:
        assert "good" not in kind
        assert kind != "nothing"


def test_a_folder_is_read_in_a_process_of_its_own() -> None:
    """Which has its own seconds and memory."""
    taken = measure("time_off.csv: good", 0.001)
    assert taken.seconds > 0
    assert 0 < taken.mb < BAR_MB


def test_the_kinds_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Those of a pattern alone, if one is given."""
    assert main(["--list", "--kind", "wishes*"]) == 0
    assert capsys.readouterr().out.splitlines() == ["wishes.csv: good", "wishes.csv: wrong cells"]
