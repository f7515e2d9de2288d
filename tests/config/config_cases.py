"""A small valid team, in the pieces that tests change."""

from collections.abc import Callable

from tests import teams
from tests.teams import TRACKS, head

from rotation.model.settings import RotationData

HEAD = head()
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
WHOLE = "shift,track,kind,start,end,engineer,status,revision,revised\n"
COLUMNS = {**teams.COLUMNS, "history": WHOLE, "published": WHOLE}
VALID = HEAD + TRACKS + PEOPLE

Team = Callable[..., RotationData]
FaultsOf = Callable[..., list[str]]
