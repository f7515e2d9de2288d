"""The announcement of a week, word by word."""

from datetime import date
from pathlib import Path

from living_cases import write

import rotation
from rotation.trades.announcements import announcement
from rotation.trades.weekly import week_of

PUBLISHED = """shift,track,kind,start,end,engineer
A-2026-12-07,A,regular,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00,ada
B-2026-12-09,B,regular,2026-12-09T11:00-05:00,2026-12-16T11:00-05:00,bela
A-2026-12-14,A,regular,2026-12-14T11:00-05:00,2026-12-21T11:00-05:00,cleo
B-2026-12-16,B,regular,2026-12-16T11:00-05:00,2026-12-18T11:00-05:00,
A-2026-12-21,A,regular,2026-12-21T11:00-05:00,2026-12-28T11:00-05:00,dora
"""
WORDS = """## Team: Mon 14 Dec to Sun 20 Dec 2026

**Hand-overs**

- track A, Mon 14 Dec 11:00 EST: Ada hands over to Cleo; Bela (track B) stays until Wed 16 Dec 11:00 EST
- track B, Wed 16 Dec 11:00 EST: Bela goes off, and **nobody** comes on; Cleo (track A) stays until Mon 21 Dec 11:00 EST

**Nobody is on call**

- track B, Wed 16 Dec 11:00 EST to Fri 18 Dec 11:00 EST (B-2026-12-16)
- track B: a part of this week is not published
"""  # noqa: E501 - as it is sent
NEXT = """
**Next week**

- track A, from Mon 21 Dec 11:00 EST: Dora
"""


def test_a_week_in_words(tmp_path: Path) -> None:
    """Monday to Sunday, whatever day of it is asked for."""
    team = rotation.load(write(tmp_path / "team", published=PUBLISHED))
    for day in (14, 17, 20):
        text = announcement(week_of(team, date(2026, 12, day)))
        assert text.startswith(WORDS)
        assert NEXT in text
    assert [str(week_of(team, date(2026, 12, day)).first) for day in (13, 14, 20, 21)] == [
        "2026-12-07",
        "2026-12-14",
        "2026-12-14",
        "2026-12-21",
    ]
