"""Sheets that Excel saved in the encoding of Windows: names that are somebody's are read."""

from pathlib import Path

import pytest
from config_cases import VALID
from tests.teams import write_files

from rotation.config import load
from rotation.errors import BadInput

PEOPLE = (
    '[[engineer]]\nname = "José Núñez"\njoined = 2024-01-01\n'
    '[[engineer]]\nname = "Łukasz Żak"\njoined = 2024-01-01\n'
    '[[engineer]]\nname = "Zoë Ørsted"\njoined = 2024-01-01\n'
)
HEADER = "engineer;start;end;shift;holidays;held_by\n"
WRITTEN = ";26.12.2026;26.12.2026;A-2026-12-26;Året;Zoë Ørsted\n"
ENGINEERS = "name,joined\nJosé,2024-01-01\n"


def sheet(folder: Path, data: bytes, key: str = "volunteers") -> list[str]:
    """Return who offers, of a team with people of several languages."""
    toml = f'{VALID}{PEOPLE}[files]\n{key} = "sheet.csv"\n'
    write_files(folder, {"rotation.toml": toml, "sheet.csv": data})
    return [offer.engineer for offer in load(folder).offers]


def faults(folder: Path, data: bytes, key: str = "volunteers") -> list[str]:
    """Return what is wrong with the sheet."""
    with pytest.raises(BadInput) as caught:
        sheet(folder, data, key)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-8", "utf-8-sig", "utf-16"])
def test_names_of_western_countries_are_read(tmp_path: Path, encoding: str) -> None:
    """Excel saves CSV in the encoding of the country; the names of columns are ASCII."""
    rows = "José Núñez;24.12.2026;26.12.2026;;;\nOrsted, Zoë;24.12.2026;26.12.2026;;;\n"
    data = f"{HEADER}{rows}{WRITTEN}".encode(encoding)
    assert sheet(tmp_path, data) == ["jose-nunez", "zoe-orsted"]


def test_a_sheet_in_two_encodings_is_read(tmp_path: Path) -> None:
    """Excel takes our UTF-8 for Windows letters, keeps the bytes, and adds what was typed."""
    signed = "José Núñez;24.12.2026;26.12.2026;;;\n".encode("cp1252")
    assert sheet(tmp_path, HEADER.encode() + WRITTEN.encode() + signed) == ["jose-nunez"]


@pytest.mark.parametrize("encoding", ["cp1250", "cp1257", "iso8859-2", "mac-roman"])
def test_a_name_in_another_encoding_is_never_somebody_else(tmp_path: Path, encoding: str) -> None:
    """Its letters are others in Windows-1252: the person is unknown, or the right one."""
    name = "Łukasz Żak" if encoding != "mac-roman" else "José Núñez"
    (fault,) = faults(tmp_path, f"{HEADER}{name};24.12.2026;26.12.2026;;;\n".encode(encoding))
    assert fault.startswith("sheet.csv:2: engineer: unknown engineer ")


def test_other_texts_have_to_be_utf_8(tmp_path: Path) -> None:
    """Nothing tells whether their letters are right: the fault names the cell."""
    fix = "not UTF-8 (Latin-1 or Windows-1252?); save it as UTF-8"
    rows = "engineer,start,end,note\nada,2026-12-24,2026-12-26,café\n".encode("cp1252")
    assert faults(tmp_path, rows, "time_off") == [f"sheet.csv:2: note: {fix}"]
    people = ENGINEERS.encode("cp1252")
    assert faults(tmp_path, people, "engineers") == [f"sheet.csv:2: name: {fix}"]
    assert faults(tmp_path, "name;d\xe9but\n".encode("cp1252")) == [f"sheet.csv:1: {fix}"]
