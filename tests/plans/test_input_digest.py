"""The digest of the input in `plan.json` and the report."""

from dataclasses import replace
from pathlib import Path

from tests.teams import CHRISTMAS, HOLIDAYS, TRACKS, head, person, write_team

import rotation
from rotation.model.settings import RotationData
from rotation.plans.input_digest import input_digest

ORDER = """[goals]
order = [
    "open", "short_gaps", "shifts", "rest_days", "holidays",
    "volunteers", "spacing", "changes", "wishes",
]
"""
TEAM = head('calendar_id = "ops"') + HOLIDAYS + ORDER + TRACKS + CHRISTMAS + person("Ada Byron")
BEFORE = "85a6ce2ce7f08a0492a732c1b822b0c83ee8825bbe4633e9ba1cc23d21722778"


def loaded(tmp_path: Path) -> RotationData:
    return rotation.load(write_team(tmp_path / "team", TEAM))


def test_a_configuration_has_the_digest_of_the_release_before(tmp_path: Path) -> None:
    """Keys that a configuration does not have change nothing in the files that it makes."""
    assert input_digest(loaded(tmp_path)) == BEFORE


def test_what_a_configuration_uses_is_in_its_digest(tmp_path: Path) -> None:
    """Each newer setting changes the digest where it is written."""
    data = loaded(tmp_path)
    track, other = data.tracks
    (settings,) = track.settings
    people = data.engineers
    changed = [
        data.amended(tracks=(replace(track, settings=(replace(settings, level=2),)), other)),
        data.amended(tracks=(replace(track, settings=(replace(settings, shadow=True),)), other)),
        data.amended(tracks=(replace(track, group="both"), other)),
        data.amended(engineers=(replace(people[0], skills=("database",)),)),
        data.amended(soft=("limit",)),
    ]
    digests = {input_digest(version) for version in (data, *changed)}
    assert len(digests) == len(changed) + 1
