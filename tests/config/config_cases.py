"""A small valid team, in the pieces that tests change."""

from collections.abc import Callable

from rotation.model.settings import RotationData

HEAD = """[rotation]
name = "Team"
timezone = "America/New_York"
"""
TRACKS = """[[track]]
name = "A"
handover = "Mon 11:00"
[[track]]
name = "B"
handover = "Wed 11:00"
"""
PEOPLE = """[[engineer]]
name = "Ada Lovelace"
id = "ada"
email = "ada@example.com"
timezone = "Europe/London"
joined = 2024-03-04
[[engineer]]
name = "Grace Hopper"
id = "grace"
joined = 2023-01-09
"""
FILES = """[files]
time_off = "time_off.csv"
volunteers = "volunteers.csv"
history = "history.csv"
published = "published.csv"
"""
COLUMNS = {
    "time_off": "engineer,start,end,kind,note\n",
    "volunteers": "engineer,start,end,max_shifts,preference\n",
    "history": "shift,track,kind,start,end,engineer,status,revision,revised\n",
    "published": "shift,track,kind,start,end,engineer,status,revision,revised\n",
}
VALID = HEAD + TRACKS + PEOPLE

Team = Callable[..., RotationData]
FaultsOf = Callable[..., list[str]]
