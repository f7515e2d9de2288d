"""Somebody leaves: what the manager takes, what the manager cannot, and who else could."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from living_cases import NAMES, publish_month, write
from tests.teams import SCHEDULE, person

import rotation
from rotation import Rotation
from rotation.errors import BadInput
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry
from rotation.trades.departures import Departure, leave

TODAY = date(2026, 11, 20)
GONE = date(2026, 12, 16)
WEEKS = {
    "A-2026-12-07": "bela",
    "A-2026-12-14": "ada",
    "A-2026-12-21": "cleo",
    "A-2026-12-28": "ada",
    "A-2027-01-04": "bela",
    "B-2026-12-09": "cleo",
    "B-2026-12-16": "dora",
    "B-2026-12-23": "emil",
    "B-2026-12-30": "fay",
}


def line(shift: str, who: str, days: int = 7) -> str:
    """Return a published line from 11:00 on the shift's day."""
    first = date.fromisoformat(shift[2:])
    times = (f"{day}T11:00-05:00" for day in (first, first + timedelta(days=days)))
    return f"{shift},{shift[0]},regular,{','.join(times)},{who}\n"


def team(
    folder: Path,
    boss: Sequence[str] = (),
    *,
    manager: bool = True,
    weeks: dict[str, str] = WEEKS,
    more: str = "",
    away: str = "",
) -> Rotation:
    """Write a team in which Gus is Ada's manager and holds nothing."""
    ada = person("ada", *(['manager = "gus"'] if manager else []))
    others = map(person, ("bela", "cleo", "dora", "emil", "fay", "ivy"))
    files = {
        "time_off": "engineer,start,end\n" + away,
        "published": SCHEDULE + "".join(line(shift, who) for shift, who in weeks.items()),
    }
    return rotation.load(write(folder, ada, *others, person("gus", *boss), more, names=(), **files))


def became(departure: Departure) -> list[tuple[str, bool, str | None, list[str]]]:
    """Return for each shift whether the manager takes it, who is proposed, and what broke."""
    return [
        (stretch.shift, stretch.manager, stretch.proposed, [v.rule for v in stretch.refused])
        for stretch in departure.inherited
    ]


def holders(entries: Sequence[Entry], shift: str) -> list[tuple[str | None, int]]:
    """Return who holds a shift, part by part, and for how many hours."""
    parts = [e for e in entries if e.shift.partition("+")[0] == shift]
    return [(e.engineer, round((e.end - e.start) / timedelta(hours=1))) for e in parts]


def test_the_manager_takes_what_begins_later_and_the_rest_of_a_running_shift(
    tmp_path: Path,
) -> None:
    """A shift over the day is split at its midnight; what was before stays the leaver's."""
    departure = leave(team(tmp_path), "Ada", GONE, TODAY)
    assert became(departure) == [
        ("A-2026-12-14", True, "gus", []),
        ("A-2026-12-28", True, "gus", []),
    ]
    published = departure.edition.after.published
    assert holders(published, "A-2026-12-14") == [("ada", 37), ("gus", 131)]
    assert holders(published, "A-2026-12-28") == [("gus", 168)]
    assert (departure.edition.broken, departure.left) == ((), ())
    assert {t.why for t in departure.edition.trades} == {"Ada leaves on 2026-12-16"}
    assert {t.number for t in departure.edition.trades} == {1}


def test_nothing_is_lost_and_the_tracks_stay_tiled(tmp_path: Path) -> None:
    """After it, as read back from the files, every track is covered once from end to end."""
    before = team(tmp_path)
    leave(before, "ada", GONE, TODAY, accept=True).edition.write()
    after = rotation.load(tmp_path)
    for track in ("A", "B"):
        spans = [
            [(e.start, e.end) for e in data.published if e.track == track]
            for data in (before, after)
        ]
        assert all(
            end == start for (_, end), (start, _) in zip(spans[1], spans[1][1:], strict=False)
        )
        assert (spans[1][0][0], spans[1][-1][1]) == (spans[0][0][0], spans[0][-1][1])
    gone = datetime(2026, 12, 16, 5, tzinfo=UTC)
    assert all(e.engineer != "ada" or e.end <= gone for e in after.published)
    assert leave(after, "ada", GONE, TODAY).inherited == ()


def test_only_a_reason_to_leave_makes_the_leaver_go(tmp_path: Path) -> None:
    """`leaves` configured or not, the answer is the same."""
    plain = leave(team(tmp_path / "a"), "ada", GONE, TODAY)
    config = tmp_path / "a" / "rotation.toml"
    config.write_text(config.read_text().replace('id = "ada"', f'id = "ada"\nleaves = {GONE}'))
    assert became(leave(rotation.load(tmp_path / "a"), "ada", GONE, TODAY)) == became(plain)


@pytest.mark.parametrize(
    ("rule", "boss", "weeks", "away"),
    [
        ("time_off", (), {}, "gus,2027-01-02,2027-01-03\n"),
        ("rest", (), {"A-2027-01-04": "gus"}, ""),
        ("overlap", (), {"B-2026-12-30": "gus"}, ""),
        ("tracks", ('tracks = ["B"]',), {}, ""),
        ("membership", ("joined = 2026-11-16",), {}, ""),
        ("membership", ("leaves = 2027-01-02",), {}, ""),
    ],
)
def test_why_a_manager_cannot(
    tmp_path: Path, rule: str, boss: Sequence[str], weeks: dict[str, str], away: str
) -> None:
    """Each rule keeps the manager from the last shift, in its own words; who can is proposed."""
    rota = team(tmp_path, boss, weeks={**WEEKS, **weeks}, away=away)
    last = leave(rota, "ada", GONE, TODAY).inherited[-1]
    assert (last.shift, last.manager) == ("A-2026-12-28", False)
    assert rule in {v.rule for v in last.refused}
    assert all("Gus" in v.text for v in last.refused)
    assert last.proposed == last.options[0].moves[0].taker
    assert last.proposed not in (None, "ada", "gus")


def test_two_newcomers_are_not_on_together(tmp_path: Path) -> None:
    """A manager who is new cannot take what overlaps the shift of somebody new."""
    rota = team(
        tmp_path,
        ("joined = 2026-08-01",),
        more=person("hal", "joined = 2026-08-01"),
        weeks={**WEEKS, "B-2026-12-30": "hal"},
    )
    last = leave(rota, "ada", GONE, TODAY).inherited[-1]
    assert [v.rule for v in last.refused] == ["newcomers"]


def test_a_manager_who_did_not_offer_takes_no_volunteer_shift(tmp_path: Path) -> None:
    """It goes to nobody who did not offer it, and stays open when that is accepted."""
    period = "[[special_period]]\nname = 'Fest'\nfirst_day = 2026-12-28\nlast_day = 2026-12-29\n"
    team(tmp_path, more=period, weeks={"A-2026-12-28": "ada"})
    lines = (tmp_path / "published.csv").read_text(encoding="utf-8")
    lines = lines.replace("regular,2026-12-28T11", "volunteer,2026-12-28T00")
    lines = lines.replace("2027-01-04T11", "2026-12-30T00")
    (tmp_path / "published.csv").write_text(lines, encoding="utf-8")
    rota = rotation.load(tmp_path)
    assert became(leave(rota, "ada", GONE, TODAY)) == [
        ("A-2026-12-28", False, None, ["volunteers"])
    ]
    departure = leave(rota, "ada", GONE, TODAY, accept=True)
    assert holders(departure.edition.after.published, "A-2026-12-28") == [(None, 48)]


def test_the_manager_takes_the_earlier_of_two_near_shifts(tmp_path: Path) -> None:
    """Three in a row: rest keeps the manager off the middle one, and the last is free again."""
    departure = leave(team(tmp_path, weeks={**WEEKS, "A-2026-12-21": "ada"}), "ada", GONE, TODAY)
    assert [(shift, mine, rules) for shift, mine, _, rules in became(departure)] == [
        ("A-2026-12-14", True, []),
        ("A-2026-12-21", False, ["rest"]),
        ("A-2026-12-28", True, []),
    ]


def test_a_replacement_needs_to_be_accepted(tmp_path: Path) -> None:
    """Without, the shift stays where it is and is told; with, the best one takes it."""
    rota = team(tmp_path, away="gus,2027-01-02,2027-01-03\n")
    departure = leave(rota, "ada", GONE, TODAY)
    assert [stretch.shift for stretch in departure.left] == ["A-2026-12-28"]
    assert holders(departure.edition.after.published, "A-2026-12-28") == [("ada", 168)]
    taken = leave(rota, "ada", GONE, TODAY, accept=True)
    assert taken.left == ()
    best = departure.inherited[1].proposed
    assert holders(taken.edition.after.published, "A-2026-12-28") == [(best, 168)]
    assert taken.edition.broken == ()


def test_without_a_manager_there_are_replacements_only(tmp_path: Path) -> None:
    """Nothing changes hands unasked, and everybody who can is ranked."""
    departure = leave(team(tmp_path, manager=False), "ada", GONE, TODAY)
    assert departure.edition.empty
    assert [(stretch.manager, stretch.refused) for stretch in departure.inherited] == [
        (False, ())
    ] * 2
    assert "gus" in {option.moves[0].taker for option in departure.inherited[1].options}


def test_what_nobody_can_take_is_opened_when_accepted(tmp_path: Path) -> None:
    """Everybody else is away: the shift stays, or is visibly open."""
    names = ("bela", "cleo", "dora", "emil", "fay", "gus", "ivy")
    away = "".join(f"{name},2026-12-29,2026-12-29\n" for name in names)
    rota = team(tmp_path, away=away)
    assert leave(rota, "ada", GONE, TODAY).inherited[1].proposed is None
    departure = leave(rota, "ada", GONE, TODAY, accept=True)
    assert [stretch.shift for stretch in departure.left] == ["A-2026-12-28"]
    assert holders(departure.edition.after.published, "A-2026-12-28") == [(None, 168)]


def test_what_was_worked_stays(tmp_path: Path) -> None:
    """A day in the past hands over from today's midnight on."""
    departure = leave(team(tmp_path), "ada", date(2026, 12, 10), date(2026, 12, 17))
    assert holders(departure.edition.after.published, "A-2026-12-14") == [("ada", 61), ("gus", 107)]


def test_one_leaves_after_joining(tmp_path: Path) -> None:
    """An earlier day is a slip of the hand, and so is an unknown name."""
    rota = team(tmp_path)
    with pytest.raises(BadInput, match="joins on 2020-01-06"):
        leave(rota, "ada", date(2020, 1, 6), TODAY)
    with pytest.raises(BadInput, match="did you mean"):
        leave(rota, "adda", GONE, TODAY)


@pytest.mark.parametrize("person_id", NAMES)
def test_whoever_leaves_no_hour_is_lost_and_no_rule_broken(tmp_path: Path, person_id: str) -> None:
    """In a planned month anybody leaves on any of three days: each hour has its one holder."""
    ring = {name: NAMES[(n + 1) % len(NAMES)] for n, name in enumerate(NAMES)}
    folder = write(tmp_path)
    text = (folder / "rotation.toml").read_text(encoding="utf-8")
    for name, boss in ring.items():
        text = text.replace(f'id = "{name}"', f'id = "{name}"\nmanager = "{boss}"')
    (folder / "rotation.toml").write_text(text, encoding="utf-8")
    rota = publish_month(folder)
    for day in (date(2026, 12, 8), date(2026, 12, 24), date(2027, 1, 5)):
        departure = leave(rota, person_id, day, TODAY, accept=True)
        assert departure.edition.broken == ()
        before, after = (sorted(_hours(r)) for r in (rota, departure.edition.after))
        assert [(track, hour) for track, hour, _ in after] == [(t, h) for t, h, _ in before]
        moved = [(b, a) for b, a in zip(before, after, strict=True) if b != a]
        midnight = datetime(day.year, day.month, day.day, 5, tzinfo=UTC)
        assert moved == [(b, a) for b, a in moved if b[2] == person_id and b[1] >= midnight]
        assert all(who != person_id for _, hour, who in after if hour >= midnight)


def _hours(rota: RotationData) -> Iterator[tuple[str, datetime, str | None]]:
    """Yield every hour of every track and who holds it; shifts begin and end on the hour."""
    for entry in rota.published:
        hour = entry.start
        while hour < entry.end:
            yield entry.track, hour, entry.engineer
            hour += timedelta(hours=1)
