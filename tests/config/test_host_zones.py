from pathlib import Path

import pytest
from config_cases import HEAD, PEOPLE, VALID, FaultsOf, Team
from tests.teams import TRACKS

from rotation.config.calendars.zones import zone_of
from rotation.config.zone_names import zones

HOST = [
    *("localtime", "Factory", "posixrules", "posix/America/New_York", "right/America/New_York"),
    *("/usr/share/zoneinfo/America/New_York", "/etc/localtime", "America/../America/New_York"),
    *("leapseconds", "zone.tab", "tzdata.zi", "America", ":America/New_York", "EST5EDT,M3.2.0"),
]
"""What depends on the host, or is a path: none of it is a name of the package tzdata."""
KEYS = {
    "rotation.timezone": HEAD.replace("America/New_York", "{}") + TRACKS + PEOPLE,
    "engineer.timezone": HEAD + TRACKS + PEOPLE.replace("Europe/London", "{}"),
    "home_zone.zones": VALID + '[home_zone]\nzones = ["{}"]\n',
}


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("name", HOST)
def test_zones_of_the_host_are_refused(name: str, key: str, faults_of: FaultsOf) -> None:
    """Wherever a zone is named, what another host may read otherwise is not a zone."""
    (fault,) = faults_of(KEYS[key].replace("{}", name))
    assert f"{key}: unknown time zone '{name}'" in fault


def test_every_zone_of_the_package_is_read(team: Team) -> None:
    """Old names and abbreviations among them: they are the same everywhere."""
    assert {"UTC", "EST5EDT", "US/Eastern", "Asia/Calcutta"} < zones()
    assert len(zones()) > 500
    for name in ("EST5EDT", "US/Eastern", "Etc/GMT+5"):
        assert team(KEYS["rotation.timezone"].replace("{}", name)).timezone == name


@pytest.mark.parametrize("name", ["localtime", "Factory", "posixrules", "/etc/localtime"])
def test_zones_of_the_host_are_unknown_in_calendars(name: str) -> None:
    """A TZID that another host would read otherwise stands for no zone."""
    assert zone_of(name) is None
    assert zone_of(name.upper()) is None


def test_a_calendar_in_the_zone_of_its_host_is_read_in_the_persons(
    team: Team, tmp_path: Path
) -> None:
    """`TZID=localtime` is an unknown zone: read in the person's own, with a warning."""
    lines = ("BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:a", "DTSTART;TZID=localtime:20260105T090000")
    more = ("DTEND;TZID=localtime:20260105T100000", "SUMMARY:Away", "END:VEVENT", "END:VCALENDAR")
    (tmp_path / "away.ics").write_text("\n".join((*lines, *more, "")))
    read = team(VALID.replace('id = "ada"\n', 'id = "ada"\ntime_off = "away.ics"\n'))
    (away,) = read.time_off
    assert away.wording == "2026-01-05 09:00 to 10:00"
    (remark,) = read.remarks
    assert "localtime" in str(remark)
