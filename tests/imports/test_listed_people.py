from datetime import date, time
from pathlib import Path

import pytest
from import_cases import weeks

import rotation
from rotation.errors import BadInput
from rotation.imports import Imported, import_schedule

TODAY = date(2026, 11, 23)
PEOPLE = """Name,Email,Timezone,Joined
Ada Lovelace,ada@example.com,Europe/London,2024-03-01
Ben Okafor,ben@example.com,Africa/Lagos,2024-03-01
Cleo Marsh,cleo@example.com,America/New_York,2025-02-01
Dan Wu,dan@example.com,Asia/Singapore,
Zoe Quinn,zoe@example.com,Europe/Berlin,2026-11-01
"""


def imported(tmp_path: Path, people: str, names: dict[str, str] | None = None) -> Imported:
    """Import 60 weeks with a list of people; names of the rota may be replaced."""
    text = weeks(60)
    for name, other in (names or {}).items():
        text = text.replace(name, other)
    (tmp_path / "rota.csv").write_text(text, encoding="utf-8")
    (tmp_path / "people.csv").write_text(people, encoding="utf-8")
    return import_schedule(
        tmp_path / "rota.csv",
        TODAY,
        timezone="Europe/London",
        clock=time(10),
        people=tmp_path / "people.csv",
    )


def test_the_list_says_who_people_are(tmp_path: Path) -> None:
    """Addresses, zones and dates are those of the list; others are guessed, and marked."""
    made = imported(tmp_path, PEOPLE, {"Ada Lovelace": "Ada", "Ben Okafor": "ben@example.com"})
    made.write(tmp_path / "team")
    team = rotation.load(tmp_path / "team")
    assert [(p.id, p.timezone, p.email[:3]) for p in team.engineers] == [
        ("ada-lovelace", "Europe/London", "ada"),
        ("ben-okafor", "Africa/Lagos", "ben"),
        ("cleo-marsh", "America/New_York", "cle"),
        ("dan-wu", "Asia/Singapore", "dan"),
        ("emil-novak", "Europe/London", ""),
        ("zoe-quinn", "Europe/Berlin", "zoe"),
    ]
    assert team.engineers[0].aliases == ("Ada",)
    assert set(made.people) == {"dan-wu", "emil-novak"}
    assert team.engineers[-1].aliases == ("Zoe",)
    assert any("1 first name is read as of the list" in line for line in made.lines())
    assert "Emil Novák is not in the list of people." in made.lines()
    assert "Zoe Quinn was never on call." in made.lines()
    text = (tmp_path / "team" / "rotation.toml").read_text("utf-8")
    assert text.count("# guessed, see import.md") == 2
    assert (tmp_path / "team" / "time_off.csv").read_text().startswith("engineer,start,end")


def test_a_first_name_of_two_people_means_neither(tmp_path: Path) -> None:
    """Nobody is chosen by chance: the name stays somebody of its own, and is listed."""
    people = PEOPLE + "Ada Byron,byron@example.com,Europe/London,2024-01-01\n"
    made = imported(tmp_path, people, {"Ada Lovelace": "Ada"})
    assert "ada" in made.people
    assert "Ada is not in the list of people." in made.lines()


def test_faults_of_the_list_name_its_rows(tmp_path: Path) -> None:
    """All at once, with line and column."""
    people = PEOPLE.replace("Africa/Lagos", "Africa/Lagoss").replace("2025-02-01", "soon")
    with pytest.raises(BadInput) as caught:
        imported(tmp_path, people)
    assert "people.csv:4: joined" in str(caught.value)
    with pytest.raises(BadInput, match=r"people\.csv:3: timezone.*did you mean"):
        imported(tmp_path, PEOPLE.replace("Africa/Lagos", "Africa/Lagoss"))
