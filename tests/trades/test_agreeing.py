"""Files that contradict each other: said, and made to agree with what people rely on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from icalendar import Calendar
from living_cases import publish_month, write

import rotation
from rotation.errors import BadInput
from rotation.trades import Transfer, hand_over, publish
from rotation.trades.agreement import agreement
from rotation.trades.contradictions import disagreements

FILES = ("published.csv", "trades.csv", "changes.csv", "public")
TODAY = date(2026, 11, 10)
GOALS = """[goals]
order = ["open", "shifts", "rest_days", "holidays", "volunteers", "spacing"]

"""

Version = dict[str, bytes]


def version(folder: Path) -> Version:
    """Return every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def bring_back(folder: Path, old: Version, *files: str) -> None:
    """Give some files their content of a version, or take them away."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name.startswith(files) and name not in old:
            path.unlink()
    for name, data in old.items():
        if name.startswith(files):
            (folder / name).write_bytes(data)


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Version, ...]:
    """Return a team after a publication, an exchange, a part covered and another publication."""
    folder = tmp_path_factory.mktemp("versions")
    team = publish_month(write(folder, GOALS))
    folders = [version(folder)]
    first, second = team.published[4], team.published[6]
    swap = [Transfer(first.shift, second.engineer), Transfer(second.shift, first.engineer)]
    hand_over(team, swap, date(2026, 11, 2), why="swap", rules=()).write()
    folders.append(version(folder))
    team = rotation.load(folder)
    line = team.published[-1]
    other = next(e.id for e in team.engineers if e.id != line.engineer)
    begins = line.start + timedelta(days=2)
    part = Transfer(line.shift, other, begins, begins + timedelta(days=1))
    hand_over(team, [part], date(2026, 11, 3), why="a day", rules=()).write()
    folders.append(version(folder))
    team = rotation.load(folder)
    lines = [replace(e, engineer=other) if e.shift == first.shift else e for e in team.published]
    publish(team, lines, date(2026, 11, 4), rules=()).write()
    folders.append(version(folder))
    return tuple(folders)


@pytest.fixture
def folder(tmp_path: Path, versions: tuple[Version, ...]) -> Path:
    """Return the team as it was left."""
    for name, data in versions[-1].items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


def disagreements_of(folder: Path, today: date = TODAY) -> list[str]:
    """Return which file says what otherwise."""
    team = rotation.load(folder)
    return [f"{item.file}: {item.text}" for item in disagreements(team, today)]


def sequences(folder: Path) -> dict[str, int]:
    """Return the revision that the team's calendar gives each event."""
    data = (folder / "public" / "schedule.ics").read_bytes()
    return {str(e["UID"]): int(e["SEQUENCE"]) for e in Calendar.from_ical(data).walk("VEVENT")}


def test_what_commands_wrote_agrees(folder: Path, versions: tuple[Version, ...]) -> None:
    """After every command, on every later day, nothing is said."""
    for old in versions:
        bring_back(folder, old, *FILES)
        for today in (TODAY, TODAY - timedelta(days=30), TODAY + timedelta(days=40)):
            assert disagreements_of(folder, today) == []


@pytest.mark.parametrize(
    ("files", "sentences"),
    [
        (("trades.csv",), ["changes.csv: says that B-2027-01-13", "public/schedule.ics: "]),
        (
            ("changes.csv",),
            ["changes.csv: does not record that B-2027-01-13 went from Bela to Ada"],
        ),
        (("public",), ["public/schedule.ics: ", "public/people/"]),
        (("published.csv", "trades.csv"), ["changes.csv:", "public/schedule.ics: "]),
    ],
)
def test_an_old_version_of_some_files_is_reported(
    folder: Path, versions: tuple[Version, ...], files: tuple[str, ...], sentences: list[str]
) -> None:
    """Checked out as they were after the first exchange: which file disagrees, and where."""
    bring_back(folder, versions[1], *files)
    texts = disagreements_of(folder)
    for sentence in sentences:
        assert any(text.startswith(sentence) for text in texts), texts


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (lambda t: t.replace("SUMMARY:Ada", "SUMMARY:Bela"), "is Bela's"),
        (lambda t: t.replace("SUMMARY:Ada", "SUMMARY:No one"), "is open"),
        (lambda t: t.replace("DTEND:2026121", "DTEND:2026120"), "has other times for"),
        (lambda t: t[: t.rindex("BEGIN:VEVENT")] + "END:VCALENDAR\r\n", "lacks "),
        (lambda t: t.replace("END:VCALENDAR", ""), "is not a calendar that we wrote"),
        (lambda t: "<<<<<<< HEAD\n" + t, "is not a calendar that we wrote"),
        (lambda t: t.replace("UID:", "UID:other", 1), "holds "),
    ],
)
def test_an_edited_calendar_is_reported_and_written_anew(
    folder: Path, change: Callable[[str], str], text: str
) -> None:
    """Whatever of it is about a shift: who has it, when, its revision, that it is there at all."""
    path = folder / "public" / "schedule.ics"
    before = path.read_bytes()
    path.write_bytes(change(before.decode()).encode())
    assert path.read_bytes() != before
    assert any(text in sentence for sentence in disagreements_of(folder))
    assert all(
        sentence.startswith("public/schedule.ics: ") for sentence in disagreements_of(folder)
    )
    agreement(rotation.load(folder), date(2026, 11, 4)).write()
    assert path.read_bytes() == before


def test_other_words_for_the_same_are_no_contradiction(folder: Path) -> None:
    """Line ends changed by a version control, a new title, a calendar that is not there."""
    for path in (folder / "public").rglob("*.ics"):
        path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))
    (folder / "public" / "people" / "fay.ics").unlink()
    toml = folder / "rotation.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(f'{text}[calendar]\nsummary = "On call: {{name}}"\n', encoding="utf-8")
    assert disagreements_of(folder) == []


def test_every_mix_of_versions_comes_to_agree(folder: Path, versions: tuple[Version, ...]) -> None:
    """Nobody's shift changes, calendars never go back, and a second repair finds nothing.

    Mixes of published plan and trades that contradict each other are bad input, as before.
    """
    mixes = list(product(range(len(versions)), repeat=len(FILES)))[::19]
    counted = refused = 0
    for mix in mixes:
        for name, number in zip(FILES, mix, strict=True):
            bring_back(folder, versions[number], name)
        seen = sequences(folder)
        try:
            team = rotation.load(folder)
        except BadInput:
            refused += 1
            continue
        held = {e.shift: e.reads for e in team.published}
        repaired = agreement(team, TODAY)
        repaired.write()
        again = rotation.load(folder)
        assert {e.shift: e.reads for e in again.published} == held
        assert disagreements(again, TODAY) == ()
        assert agreement(again, TODAY).files() == {}
        now = sequences(folder)
        assert all(now[uid] >= seen[uid] for uid in now if uid in seen)
        counted += bool(repaired.disagreements)
    assert counted > 7
    assert refused < 6


def test_a_change_that_is_gone_is_logged_as_changed_back(
    folder: Path, versions: tuple[Version, ...]
) -> None:
    """The log only grows: what the plan does not know any more changed back, with a reason."""
    bring_back(folder, versions[1], "trades.csv")
    before = (folder / "changes.csv").read_bytes()
    team = rotation.load(folder)
    repaired = agreement(team, TODAY, why="trades.csv was merged badly")
    assert {c.before for c in repaired.edition.changes} == {"ada", "bela"}
    assert {c.after for c in repaired.edition.changes} == {None}
    assert {c.why for c in repaired.edition.changes} == {"trades.csv was merged badly"}
    assert all(isinstance(c.when, datetime) for c in repaired.edition.changes)
    repaired.write()
    assert (folder / "changes.csv").read_bytes().startswith(before)


def test_a_revision_that_calendars_gave_is_never_given_again(folder: Path) -> None:
    """Whoever subscribed has seen revision 4, so what is so has 5."""
    path = folder / "public" / "schedule.ics"
    path.write_bytes(path.read_bytes().replace(b"SEQUENCE:0", b"SEQUENCE:4", 1))
    (sentence,) = disagreements_of(folder)
    assert sentence.endswith("at revision 4, not 0")
    agreement(rotation.load(folder), TODAY).write()
    assert disagreements_of(folder) == []
    assert max(sequences(folder).values()) == 5
