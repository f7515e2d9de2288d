"""`[[track]]` tables: names, days and older names."""

from datetime import date
from pathlib import Path

import pytest
from config_cases import HEAD, PEOPLE, VALID, FaultsOf, Team

from rotation.config import read_schedule
from rotation.model.settings import Pin

# `[[track]]` tables behind HEAD: the first header stands on line 4, the next ones 4 lines later
# where each has 4 lines.
CASES = {
    'name = "A"\nhandover = "Mon 09:00"\nlast_day = 2027-03-31\n'
    '[[track]]\nname = "A"\nhandover = "Mon 10:00"\nfirst_day = 2027-04-02': [
        "11: track.first_day: no table covers 2027-04-01 to 2027-04-01, after the table on "
        "line 4; write `first_day = 2027-04-01`, or `last_day = 2027-04-01` there"
    ],
    'name = "A"\nhandover = "Mon 09:00"\nlast_day = 2027-03-31\n'
    '[[track]]\nname = "A"\nhandover = "Mon 10:00"\nfirst_day = 2027-03-31': [
        "11: track.first_day: 2027-03-31 is inside the table on line 4, which lasts until "
        "2027-03-31; write `first_day = 2027-04-01`, or `last_day = 2027-03-30` there"
    ],
    'name = "A"\nhandover = "Mon 09:00"\n'
    '[[track]]\nname = "A"\nhandover = "Mon 10:00"\nfirst_day = 2027-04-01': [
        "10: track.first_day: 2027-04-01 is inside the table on line 4, which has no last_day; "
        "add `last_day = 2027-03-31` there"
    ],
    'name = "A"\nhandover = "Mon 09:00"\nlast_day = 2027-03-31\n'
    '[[track]]\nname = "A"\nhandover = "Mon 10:00"': [
        "8: track.first_day: is missing: the table of 'A' on line 4 has none either; "
        "add `first_day = 2027-04-01`"
    ],
    'name = "A"\nhandover = "Mon 09:00"\n[[track]]\nname = "A"\nhandover = "Mon 10:00"': [
        "8: track.name: 'A' is also the track on line 4; choose another name, or say when each "
        "applies: `last_day` in one, `first_day` in the other"
    ],
    'name = "A"\nhandover = "Mon 09:00"\nfirst_day = 2027-04-01\nlast_day = 2027-03-01': [
        "8: track.last_day: 2027-03-01 is before first_day, 2027-04-01; swap them"
    ],
    # 1 April 2027 is a Thursday.
    'name = "A"\nhandover = "Mon 09:00"\nfirst_day = 2027-04-01\nlast_day = 2027-04-04': [
        "8: track.last_day: no handover falls between 2027-04-01 and 2027-04-04; "
        "give more days, or remove the table"
    ],
    'name = "A"\nhandover = "Mon 09:00"\nfirst_day = "04-01"': [
        "7: track.first_day: expects a date, got the text '04-01'; write it as 2026-11-27"
    ],
    'name = "A"\nhandover = "Mon 09:00"\nwas = "A"': [
        "7: track.was: 'A' is its current name; give an older one"
    ],
    'name = "EU"\nhandover = "Mon 09:00"\nwas = "A"\n'
    '[[track]]\nname = "a"\nhandover = "Mon 10:00"': [
        "7: track.was: 'A' is the track on line 8; remove it, or give that table the new name"
    ],
    'name = "EU"\nhandover = "Mon 09:00"\nwas = ["A"]\n'
    '[[track]]\nname = "US"\nhandover = "Mon 10:00"\nwas = ["A"]': [
        "11: track.was: 'A' is an older name of 'EU'; only one track can continue an older name"
    ],
    'name = "EU"\nhandover = "Mon 09:00"\nwas = "A 1"': [
        "7: track.was: 'A 1' is not a track name: up to 32 letters, digits, '_', '-' and '.', "
        "the first a letter, digit or '_'"
    ],
    'name = "EU"\nhandover = "Mon 09:00"\nwas = []': [
        "7: track.was: is an empty list; leave the key out or name one"
    ],
    # A chain through a table that ends: one track has one name.
    'name = "A"\nhandover = "Mon 09:00"\nlast_day = 2027-03-31\n'
    '[[track]]\nname = "EU"\nhandover = "Mon 09:00"\nfirst_day = 2027-04-01\nwas = "A"': [
        "12: track.was: 'A' is the track on line 4; remove it, or give that table the new name"
    ],
}


@pytest.mark.parametrize("tables", CASES, ids=range(len(CASES)))
def test_a_table_at_fault_gets_its_message(tables: str, faults_of: FaultsOf) -> None:
    """File, line, key, what is wrong and what to write instead."""
    assert faults_of(HEAD + f"[[track]]\n{tables}\n" + PEOPLE) == [
        f"rotation.toml:{message}" for message in CASES[tables]
    ]


CHANGED = """[[track]]
name = "B"
handover = "Fri 11:00"
[[track]]
name = "A"
handover = "Wed 10:00"
first_day = 2027-06-01
was = ["first", "Primary"]
[[track]]
name = "A"
handover = "Mon 09:00"
weeks = 2
anchor = 2027-01-04
first_day = 2027-01-01
last_day = 2027-03-31
[[track]]
name = "A"
handover = "Mon 10:00"
first_day = 2027-04-01
last_day = 2027-05-31
"""


def test_tables_of_one_name_are_one_track(team: Team) -> None:
    """They are sorted by day, whatever their order in the file, which is that of the tracks."""
    data = team(HEAD + CHANGED + PEOPLE)
    assert [track.name for track in data.tracks] == ["B", "A"]
    track = data.tracks[1]
    assert track.was == ("first", "Primary")
    assert [(s.first_day, s.last_day, s.weeks) for s in track.settings] == [
        (date(2027, 1, 1), date(2027, 3, 31), 2),
        (date(2027, 4, 1), date(2027, 5, 31), 1),
        (date(2027, 6, 1), None, 1),
    ]
    assert (track.first_day, track.last_day) == (date(2027, 1, 1), None)
    assert {engineer.tracks for engineer in data.engineers} == {("A", "B")}


RENAMED = """[[track]]
name = "EU"
handover = "Mon 11:00"
was = "A"
[[track]]
name = "B"
handover = "Wed 11:00"
"""
WEEK = "regular,2026-01-05T11:00:00-05:00,2026-01-12T11:00:00-05:00,ada,,,\n"


def test_both_names_of_a_track_are_understood(team: Team) -> None:
    """Lines, people and pins may use the older name; the id of what is written stays."""
    people = PEOPLE.replace('id = "ada"', 'id = "ada"\ntracks = ["A"]')
    people = people.replace('id = "grace"', 'id = "grace"\ntracks = ["EU", "A"]')
    pins = "".join(
        f'[[pin]]\nshift = "{shift}"\nengineer = "ada"\n'
        for shift in ("EU-2026-01-05+2", "A-2026-08-03", "EU-2026-08-10")
    )
    data = team(HEAD + RENAMED + people + pins, history=f"A-2026-01-05,A,{WEEK}")
    assert [(e.shift, e.track) for e in data.history] == [("A-2026-01-05", "EU")]
    assert {engineer.tracks for engineer in data.engineers} == {("EU",)}
    assert data.pins == (
        Pin("A-2026-01-05+2", "ada"),
        Pin("EU-2026-08-03", "ada"),
        Pin("EU-2026-08-10", "ada"),
    )


@pytest.mark.parametrize("line", ["A-2026-01-05,EU", "EU-2026-01-05,A", "EU-2026-01-05,EU"])
def test_id_and_column_may_use_different_names(line: str, team: Team) -> None:
    """The id says how the shift is known; the column which track it is of."""
    data = team(HEAD + RENAMED + PEOPLE, published=f"{line},{WEEK}")
    assert [(e.shift, e.track) for e in data.published] == [(line.partition(",")[0], "EU")]


def test_a_draft_speaks_of_shifts_as_they_are_known(team: Team) -> None:
    """What was never written takes the new name; what is published keeps the older one."""
    data = team(HEAD + RENAMED + PEOPLE, published=f"A-2026-01-05,A,{WEEK}")
    later = "regular,2026-01-12T11:00:00-05:00,2026-01-19T11:00:00-05:00,ada,,,\n"
    draft = "shift,track,kind,start,end,engineer,status,revision,revised\n"
    path = Path(data.places.folder) / "draft.csv"
    rows = f"EU-2026-01-05,EU,{WEEK}A-2026-01-12,A,{later}"
    path.write_text(draft + rows, encoding="utf-8")
    assert [e.shift for e in read_schedule(path, data)] == ["A-2026-01-05", "EU-2026-01-12"]


def test_lines_of_a_track_that_is_gone_are_read_as_they_stand(team: Team) -> None:
    """Somebody relies on them, or worked them; in a schedule to be judged they are a fault."""
    rows = dict.fromkeys(("history", "published"), f"C-2026-01-05,C,{WEEK}")
    data = team(VALID, **rows)
    assert [e.track for e in (*data.history, *data.published)] == ["C", "C"]
