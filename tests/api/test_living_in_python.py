"""A rotation made in Python lives without any folder: published, asked, traded, left, synced."""

import json
import pickle
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import rotation
from rotation import BadInput, Engineer, Rotation, Track
from rotation.display.results import Result
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import Violation
from rotation.trades import Edition

TODAY = date(2026, 11, 2)
BERLIN = ZoneInfo("Europe/Berlin")
PEOPLE = ("Ada", "Ben", "Cleo", "Dora")


@pytest.fixture(scope="module")
def published() -> Edition[Rotation]:
    """Return the publication of seven weeks, in which four people take turns."""
    team = Rotation(
        "Team",
        "Europe/Berlin",
        tracks=[Track("A", "Mon 11:00")],
        engineers=[
            Engineer(name, joined=date(2024, 3, 4), manager="ada" if name == "Ben" else None)
            for name in PEOPLE
        ],
    )
    plan = team.plan(start=date(2026, 11, 9), weeks=6, today=TODAY)
    return team.publish(plan, TODAY, why="winter")


def holders(team: Rotation) -> list[str | None]:
    """Return who holds each published line, by start."""
    return [line.engineer for line in team.published]


def first_held(team: Rotation, person: str) -> str:
    """Return the first shift that somebody holds."""
    return next(line.shift for line in team.published if line.engineer == person)


def test_a_publication_lists_new_lines(published: Edition[Rotation]) -> None:
    """Each line is published for the first time: no change of anything, and nothing is broken."""
    frame = published.to_frame()
    assert frame["change"].tolist() == ["new"] * 7
    assert frame["before"].isna().all()
    assert frame["after"].tolist() == holders(published.after)
    assert (published.changes, published.broken) == ((), ())
    assert str(published) == "Team, 2026-11-02, published lines: new 7"
    assert type(published.after) is Rotation


def test_one_goes_on_with_what_is_after(published: Edition[Rotation]) -> None:
    """Who is on call, suggestions, trades, departures and calendars follow each other (M11)."""
    team = published.after
    now = team.who(at=datetime(2026, 11, 10, 12, tzinfo=BERLIN))
    holder = now.tracks[0].now
    assert holder is not None
    assert holder == team.published[1]

    best = team.suggest(holder.shift, TODAY).options[0]
    moved = [move.shift for move in best.moves]
    deal = team.exchange(moved, TODAY) if len(moved) > 1 else None
    assert deal is not None
    assert deal.edition.broken == ()
    traded = deal.edition.after
    assert holders(traded)[1] == best.moves[0].taker
    assert len(traded.trades) == len(moved)
    assert traded.who(at=now.at).tracks[0].now != holder

    departure = traded.leave("Cleo", date(2026, 11, 9), TODAY, accept=True)
    left = departure.edition.after
    assert "cleo" not in holders(left)
    assert {e.id: e.leaves for e in left.engineers}["cleo"] == date(2026, 11, 9)

    files = left.publish(left.published, TODAY).files() or departure.edition.files()
    calendar = next(data for path, data in files.items() if path.name == "schedule.ics")
    assert left.sync(calendar, TODAY).stretches == ()
    edited = calendar.replace(b"Ben - on call", b"Dora - on call")
    edits = left.sync(edited, TODAY)
    assert "ben" not in holders(edits.edition().after)
    assert "ben" not in holders(pickle.loads(pickle.dumps(edits)).edition().after)  # noqa: S301 - ours


def test_an_edition_shows_before_and_after(published: Edition[Rotation]) -> None:
    """A cover of a day splits a shift: two parts have other times, one changes hands."""
    team = published.after
    shift = first_held(team, "ben")
    line = next(line for line in team.published if line.shift == shift)
    day = line.start.astimezone(BERLIN).replace(hour=0)
    start, end = day.replace(day=day.day + 2), day.replace(day=day.day + 3)

    deal = team.cover(shift, "Dora", TODAY, start=start, end=end, force=True)

    rows = deal.edition.to_frame()[["shift", "before", "after", "change"]].to_numpy().tolist()
    assert rows == [
        [f"{shift}+2", "ben", "ben", "other times"],
        [f"{shift}+3", "ben", "dora", "changed hands"],
        [shift, "ben", "ben", "other times"],
    ]
    document = deal.to_dict()
    assert [(trade["from"], trade["to"]) for trade in document["trades"]] == [("ben", "dora")]  # type: ignore[index, attr-defined]
    assert document["trades"][0]["start"] == start.isoformat()  # type: ignore[index]
    gone = team.publish([], TODAY)
    assert (gone.empty, str(gone)) == (True, "Team, 2026-11-02, no published line changes")


def test_broken_rules_are_in_every_view(published: Edition[Rotation]) -> None:
    """A trade that breaks a rule says so as text, in the dictionary and in a notebook."""
    team = published.after
    neighbours = holders(team)[:2]
    deal = team.cover(team.published[0].shift, str(neighbours[1]), TODAY)
    (broken, *_) = deal.edition.broken
    for result in (deal, deal.edition):
        assert f"breaks a rule: {broken.supposed}" in str(result)
        assert broken.supposed.text in str(result.to_dict()["broken"])
        assert "breaks a rule" in result._repr_html_()
    assert [trade.forced for trade in deal.edition.trades] == [""]
    forced = team.cover(team.published[0].shift, str(neighbours[1]), TODAY, force=True)
    assert broken.rule in forced.edition.trades[0].forced


def results(team: Rotation) -> Mapping[str, Result]:
    """Return one of each result."""
    shift, second = team.published[0].shift, team.published[1].shift
    swap = team.swap(shift, second, TODAY)
    return {
        "OnCall": team.who(at=team.published[0].start),
        "NextShifts": team.next_shifts("ben", at=team.published[0].start),
        "Suggestion": team.suggest(shift, TODAY),
        "TradeProposal": swap,
        "Edition": swap.edition,
        "Departure": team.leave("ben", date(2026, 11, 16), TODAY),
        "Undo": swap.edition.after.undo(TODAY),
        "Archive": team.archive(date(2026, 12, 1)),
        "CalendarSync": team.sync(
            b"".join(
                data.replace(b"Ben - on call", b"Dora - on call")
                for path, data in swap.edition.files().items()
                if path.name == "schedule.ics"
            ),
            TODAY,
        ),
    }


def test_every_result_has_the_same_views(published: Edition[Rotation]) -> None:
    """JSON, a frame with its columns, a short text and a table; the same after a pickle."""
    for name, result in results(published.after).items():
        assert type(result).__name__ == name
        again = pickle.loads(pickle.dumps(result))  # noqa: S301 - our own bytes
        assert again == result
        values = json.loads(json.dumps(result.to_dict()))
        assert values == result.to_dict() == again.to_dict()
        frame = result.to_frame()
        assert list(frame.columns)[: len(result.columns)] == list(result.columns)
        assert len(frame) > 0
        assert 0 < len(str(result).splitlines()) <= 20
        assert repr(result).startswith(f"<{name}: ")
        assert len(repr(result)) < 200
        assert "<table>" in result._repr_html_()


def test_instants_are_those_of_the_rotation(published: Edition[Rotation]) -> None:
    """Texts have the offset of Berlin; columns have its zone."""
    for name, result in results(published.after).items():
        assert "+00:00" not in json.dumps(result.to_dict()), name
        frame = result.to_frame()
        if "start" in frame.columns:
            assert str(frame["start"].dt.tz) == "Europe/Berlin", name


def test_without_a_folder_nothing_is_written(
    published: Edition[Rotation], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`write` says how to get a folder (M12); files in the present one are not read."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "trades.csv").write_text("not,ours\n", encoding="utf-8")
    deal = published.after.swap(
        published.after.published[0].shift, published.after.published[1].shift, TODAY
    )
    again = deal.edition.after.swap(*(e.shift for e in published.after.published[:2]), TODAY)
    assert again.edition.files()[Path("trades.csv")].count(b"\n") == 1 + 4  # trades of both
    with pytest.raises(BadInput) as caught:
        again.edition.write()
    assert str(caught.value) == (
        "write: the rotation was made in Python, so it has no files to change; "
        "`edition.after.save(folder)` writes it, and rotation.load(folder) reads it"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["trades.csv"]


def test_a_saved_rotation_goes_on_with_files(published: Edition[Rotation], tmp_path: Path) -> None:
    """What was published in Python is loaded as it was, and then trades are written."""
    shifts = [line.shift for line in published.after.published[:2]]
    deal = published.after.swap(*shifts, TODAY)
    deal.edition.after.save(tmp_path)
    team = rotation.load(tmp_path)
    assert (team.published, team.trades) == (
        deal.edition.after.published,
        deal.edition.after.trades,
    )
    back = team.swap(*shifts, TODAY)
    written = {path.name for path in back.edition.write()}
    assert {"trades.csv", "changes.csv", "schedule.ics"} <= written
    assert rotation.load(tmp_path) == back.edition.after


def test_forced_publications_are_recorded(published: Edition[Rotation]) -> None:
    """`force` puts the broken rules beside the reason, as `--force --why` does."""
    team = published.before
    first, second, *_ = published.after.published
    twice = [first, replace(second, engineer=first.engineer)]
    edition = team.publish(twice, TODAY, why="agreed", force=True)
    assert edition.broken
    assert edition.changes[0].why == f"agreed (forced: {edition.broken[0].rule})"
    assert team.publish(twice, TODAY, why="agreed").changes == ()


def test_forced_departures_are_recorded(published: Edition[Rotation]) -> None:
    """A rule that a departure breaks on purpose stands beside its trades, as with `--force`."""

    class Nobody:
        """A rule that whoever takes a shift of Ben's breaks, but only once he has left."""

        name, title = "nobody", "Ben's shifts stay his"

        def check(self, problem: Problem, roster: Roster) -> tuple[Violation, ...]:
            ours = (s.id for s in problem.shifts if s.id == first_held(published.after, "ben"))
            return tuple(
                Violation("nobody", f"{s} is not Ben's", (s,)) for s in ours if roster[s] != "ben"
            )

        def post(self, problem: object, view: object) -> None:
            """Demand nothing of a plan."""

    team, day, rules = published.after, date(2026, 11, 9), (Nobody(),)
    for force, record in ((False, ""), (True, "nobody")):
        departure = team.leave("Ben", day, TODAY, accept=True, force=force, rules=rules)
        assert [violation.rule for violation in departure.edition.broken] == ["nobody"]
        assert {trade.forced for trade in departure.edition.trades} == {record}
        assert departure.edition.after.trades == departure.edition.trades


def test_people_are_named_as_on_the_command_line(published: Edition[Rotation]) -> None:
    """By id or name, whatever the case; an unknown one is bad input with the nearest."""
    team = published.after
    for words in ("ben", "Ben", "BEN"):
        departure = team.leave(words, date(2026, 11, 9), TODAY)
        assert departure.leaver.id == "ben"
        assert {part.by for part in departure.inherited} <= {"manager", "replacement", None}
    with pytest.raises(BadInput, match="nobody is called 'Bn'"):
        team.cover(team.published[0].shift, "Bn", TODAY)


def test_a_calendar_is_bytes_or_a_path(published: Edition[Rotation], tmp_path: Path) -> None:
    """A file is read as the command reads it; its text is refused with the way out."""
    team = published.after
    data = next(d for path, d in published.files().items() if path.name == "schedule.ics")
    file = tmp_path / "export.ics"
    file.write_bytes(data)
    assert team.sync(file, TODAY) == team.sync(str(file), TODAY) == team.sync(data, TODAY)
    assert str(team.sync(file, TODAY)) == "The calendar says what is published."
    with pytest.raises(
        BadInput, match=r"data: is the text of a calendar; give it as bytes: \.enco"
    ):
        team.sync(data.decode(), TODAY)
    with pytest.raises(BadInput, match=r"nothing\.ics: "):
        team.sync(tmp_path / "nothing.ics", TODAY)
    with pytest.raises(BadInput, match="is a URL; only files are read"):
        team.sync("https://example.com/a.ics", TODAY)


NOON = datetime(2026, 11, 10, 12, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("call", "place"),
    [
        (lambda t: t.suggest("Z-2026-11-09", TODAY), "shift"),
        (lambda t: t.suggest("A-2026-11-09", TODAY, start=NOON.replace(day=1)), "start"),
        (lambda t: t.suggest("A-2026-11-09", TODAY, end=NOON.replace(day=30)), "end"),
        (lambda t: t.cover("A-2026-10-05", "Ben", TODAY), "shift"),
        (lambda t: t.cover("A-2026-11-09", "Zoe", TODAY), "person"),
        (lambda t: t.cover("A-2026-11-09", "Dora", TODAY, start=NOON, end=NOON), "end"),
        (lambda t: t.swap("A-2026-11-09", "A-2026-11-09", TODAY), "first, second"),
        (lambda t: t.exchange(["A-2026-11-09", "Z"], TODAY), "shifts"),
        (lambda t: t.exchange(["A-2026-11-09"], TODAY), "shifts"),
        (lambda t: t.leave("Zoe", date(2026, 12, 1), TODAY), "person"),
        (lambda t: t.leave("Ben", date(2024, 3, 4), TODAY), "day"),
        (lambda t: t.sync(b"x", TODAY, place="mine.ics"), "mine.ics"),
    ],
)
def test_a_fault_names_the_argument(
    published: Edition[Rotation], call: Callable[[Rotation], object], place: str
) -> None:
    """A value that does not fit is named as Python has it, not as an option of a command."""
    with pytest.raises(BadInput) as caught:
        call(published.after)
    assert [fault.place.partition(":")[0] for fault in caught.value.faults] == [place]
