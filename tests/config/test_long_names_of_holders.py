"""Names of tracks that become too long by the numbers of their holders."""

from pathlib import Path

import pytest

import rotation
from rotation.errors import BadInput


@pytest.mark.parametrize(("letters", "numbers"), [(32, [1, 10]), (31, [1, 10]), (30, [10])])
def test_a_name_too_long_for_numbers_is_reported_per_length(
    tmp_path: Path, letters: int, numbers: list[int]
) -> None:
    """Twelve holders do not make twelve faults."""
    name = "A" * letters
    (tmp_path / "rotation.toml").write_text(
        '[rotation]\nname = "T"\ntimezone = "Europe/Berlin"\n'
        f'[[track]]\nname = "{name}"\nhandover = "Mon 09:00"\nholders = 12\n'
        '[[engineer]]\nname = "Ada"\njoined = 2024-01-01\n',
        encoding="utf-8",
    )
    with pytest.raises(BadInput) as caught:
        rotation.load(tmp_path)
    assert [str(fault).split(": up to", maxsplit=1)[0] for fault in caught.value.faults] == [
        f"rotation.toml:7: track.holders: makes a track of which '{name}.{number}' "
        "is not a track name"
        for number in numbers
    ]
