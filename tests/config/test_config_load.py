import codecs
import dataclasses
import random
from pathlib import Path

import pytest
from config_cases import COLUMNS, FILES, HEAD, PEOPLE, VALID, FaultsOf, Team
from tests.teams import TRACKS

from rotation.config import load
from rotation.errors import BadInput

HISTORY = (
    "A-2026-01-05,A,regular,2026-01-05T16:00Z,2026-01-12T16:00Z,ada,,,\n"
    "B-2026-01-05,B,regular,2026-01-05T16:00Z,2026-01-12T16:00Z,grace,,,\n"
    "A-2026-01-12,A,regular,2026-01-12T16:00Z,2026-01-19T16:00Z,grace,,,\n"
)


def messages(path: Path) -> list[str]:
    """Return what loading a path tells."""
    with pytest.raises(BadInput) as caught:
        load(path)
    return [str(fault) for fault in caught.value.faults]


def test_faults_of_all_files_are_reported_at_once(faults_of: FaultsOf) -> None:
    """One run tells every fault of every file, by file and line."""
    toml = VALID.replace("Europe/London", "Europe/Londn") + "[newcomers]\ngrace = 1\n"
    assert faults_of(
        toml,
        time_off="ada,x,2026-01-01,,\n" + "grace,2026-01-01,2026-01-02,,\n" * 11 + "bob,,,,\n",
        volunteers="ada,2026-01-01,2026-01-01,0,\n",
        history="A,A,regular,2026-01-05T16:00Z,2026-01-12T16:00Z,ada,,,\n",
    ) == [
        "history.csv:2: shift: 'A' is not a shift; "
        "write it as TRACK-YYYY-MM-DD, with +2 or more for a part",
        "rotation.toml:14: engineer.timezone: unknown time zone 'Europe/Londn'; "
        "did you mean 'Europe/London'?",
        "rotation.toml:21: newcomers.grace: unknown key; did you mean `grace_days`?",
        "time_off.csv:2: start: 'x' is neither a date nor an instant; "
        "write it as 2026-12-21, 2026-12-21T09:00 or 2026-12-21T09:00-05:00",
        *(f"time_off.csv:{n}: the same row as line 3; remove one" for n in range(4, 14)),
        "time_off.csv:14: end: is empty",
        "time_off.csv:14: engineer: unknown engineer 'bob'; add an [[engineer]] table, or the "
        "name to the `aliases` of one; or list it under `[time_off] ignore`, or set "
        '`unmatched = "skip"` there',
        "time_off.csv:14: start: is empty",
        "volunteers.csv:2: max_shifts: offers no shift; remove the row",
    ]


def test_a_person_at_fault_is_still_known(faults_of: FaultsOf) -> None:
    """A missing key of a person does not make the rows that name the person wrong."""
    assert faults_of(
        VALID.replace("joined = 2023-01-09\n", ""),
        time_off="grace,2026-01-01,2026-01-02,,\n",
    ) == ["rotation.toml:16: engineer.joined: is missing; add `joined = 2024-03-04`"]


def test_files_are_not_judged_against_a_team_that_is_not_there(faults_of: FaultsOf) -> None:
    """Without people and tracks only that is told, not every row that names one."""
    assert faults_of(HEAD, history=HISTORY) == [
        "rotation.toml: engineer: is missing; add an [[engineer]] table with name and joined",
        "rotation.toml: track: is missing; add a [[track]] table with name and handover",
    ]


def test_a_folder_is_as_good_as_its_configuration(team: Team, tmp_path: Path) -> None:
    """Both ways of naming a rotation load the same."""
    assert team() == load(tmp_path / "rotation.toml") == load(str(tmp_path))


def test_a_byte_order_mark_is_no_part_of_a_file(team: Team, tmp_path: Path) -> None:
    """Files with and without a mark load the same."""
    rows = {"time_off": "ada,2026-01-01,2026-01-02,,\n", "history": HISTORY}
    plain = team(**rows)
    for path in tmp_path.iterdir():
        path.write_bytes(codecs.BOM_UTF8 + path.read_bytes())
    assert load(tmp_path) == plain


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (VALID.encode("utf-16"), "rotation.toml: encoded as UTF-16; save it as UTF-8"),
        (VALID.encode("utf-32"), "rotation.toml: encoded as UTF-32; save it as UTF-8"),
        (
            VALID.encode("utf-16-le"),
            "rotation.toml: contains NUL bytes: encoded as UTF-16 without a byte order mark?; "
            "save it as UTF-8",
        ),
        (
            VALID.encode() + b"\0",
            "rotation.toml: contains NUL bytes: not a text file; save it as UTF-8",
        ),
        (
            VALID.replace("Ada", "Zo\xeb").encode("latin-1"),
            "rotation.toml:11: not UTF-8 (Latin-1 or Windows-1252?); save it as UTF-8",
        ),
    ],
)
@pytest.mark.parametrize("name", ["rotation.toml", "time_off.csv"])
def test_other_encodings_are_refused_by_name(
    team: Team, tmp_path: Path, data: bytes, message: str, name: str
) -> None:
    """Whatever is not UTF-8 is never guessed at."""
    team(time_off="")
    (tmp_path / name).write_bytes(data)
    assert messages(tmp_path) == [message.replace("rotation.toml", name)]


def test_what_is_not_there_is_reported(tmp_path: Path) -> None:
    """A missing configuration points to `init`, by the path the user gave."""
    missing = tmp_path / "rotation.toml"
    wanted = [f"{missing}: no such file; `rotation init` writes one to start from"]
    assert messages(tmp_path) == wanted
    assert messages(missing) == wanted
    assert messages(tmp_path / "no\0name") == [f"{tmp_path}/no\\x00name: is not a valid file name"]


def test_folders_with_a_configuration_are_named(tmp_path: Path) -> None:
    """Beside a missing `rotation.toml` those that have one; a near name is a question."""
    for name in ("red", "blue"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "rotation.toml").write_text(VALID, encoding="utf-8")
    missing = tmp_path / "rotation.toml"
    assert messages(missing) == [
        f"{missing}: no such file; `rotation init` writes one to start from, "
        "or name a folder that has one: blue, red"
    ]
    unlike = tmp_path / "schedule.toml"
    assert messages(unlike) == [f"{unlike}: no such file; `rotation init` writes one to start from"]
    assert messages(tmp_path / "blu") == [f"{tmp_path / 'blu'}: no such file; did you mean 'blue'?"]


def test_a_file_that_is_a_folder_is_reported(team: Team, tmp_path: Path) -> None:
    """A folder named in `[files]` is not a file."""
    (tmp_path / "sheets").mkdir()
    with pytest.raises(BadInput) as caught:
        team(VALID + '[files]\nvolunteers = "sheets"\n')
    assert str(caught.value) == "sheets: is a folder, not a file"


def test_a_file_may_lie_elsewhere(team: Team, tmp_path: Path) -> None:
    """Paths are relative to the configuration or absolute, and lists are read together."""
    (tmp_path / "sub").mkdir()
    header = COLUMNS["time_off"]
    (tmp_path / "sub" / "a.csv").write_text(header + "ada,2026-01-01,2026-01-01,,\n")
    (tmp_path / "b.csv").write_text(header + "grace,2026-01-01,2026-01-01,,\n")
    names = ["sub/a.csv", str(tmp_path / "b.csv")]
    data = team(VALID + f"[files]\ntime_off = {names!r}\n")
    assert [str(absence.source) for absence in data.time_off] == [f"{name}:2" for name in names]


def test_a_file_named_twice_is_reported(team: Team, tmp_path: Path) -> None:
    """Two spellings of one path are one file."""
    (tmp_path / "a.csv").write_text(COLUMNS["history"])
    with pytest.raises(BadInput) as caught:
        team(VALID + "[files]\nhistory = ['a.csv', './a.csv']\n")
    assert str(caught.value) == (
        "rotation.toml:21: files.history: './a.csv' is named twice; name it once"
    )


def test_a_file_that_commands_write_is_nothing_else(team: Team) -> None:
    """Trades in the file of the published plan would make both unreadable."""
    with pytest.raises(BadInput) as caught:
        team(VALID + "[files]\ntrades = './published.csv'\n")
    assert str(caught.value) == (
        "rotation.toml:21: files.trades: './published.csv' is the file of published and of trades; "
        "give each a file of its own"
    )


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_people_and_rows_does_not_matter(team: Team, seed: int) -> None:
    """Shuffled tables and rows load as equal data, in the order the model promises."""
    shuffle = random.Random(seed).shuffle  # noqa: S311 - shuffles test data
    people = ["[[engineer]]\n" + part for part in PEOPLE.split("[[engineer]]\n")[1:]]
    rows = {
        "time_off": [
            "ada,2026-01-01,2026-01-02,,\n",
            "ada,2026-01-01,2026-01-02,leave,\n",
            "ada,2025-01-01,2025-01-02,,\n",
            "grace,2024-01-01,2024-01-02,,\n",
        ],
        "volunteers": [
            "ada,2026-12-25,2026-12-31,1,\n",
            "ada,2026-12-25,2026-12-31,,\n",
            "ada,2026-12-25,2026-12-31,,1\n",
        ],
        "history": HISTORY.splitlines(keepends=True),
    }
    pins = [f"[[pin]]\nshift = 'A-2026-0{n}-05'\nengineer = 'ada'\n" for n in (1, 2, 3)]

    def all_of() -> object:
        toml = HEAD + TRACKS + "".join(people) + "".join(pins)
        return team(toml, **{name: "".join(lines) for name, lines in rows.items()})

    before = all_of()
    for lines in (people, pins, *rows.values()):
        shuffle(lines)
    after = all_of()
    assert after == before
    assert repr(_without_sources(after)) == repr(_without_sources(before))


def _without_sources(data: object) -> object:
    if dataclasses.is_dataclass(data) and not isinstance(data, type):
        fields = [f.name for f in dataclasses.fields(data) if f.name != "source"]
        return [(name, _without_sources(getattr(data, name))) for name in fields]
    return [_without_sources(item) for item in data] if isinstance(data, tuple) else data


def test_registered_goals_can_be_named(team: Team, tmp_path: Path) -> None:
    """Goals from outside the package are known when the caller says so."""
    team()
    path = tmp_path / "rotation.toml"
    path.write_text(VALID + FILES.split("\n")[0] + '\n[goals]\norder = ["quiet", "open"]\n')
    assert load(path, known_goals=("open", "quiet")).goals == ("quiet", "open")
    assert messages(path) == [
        "rotation.toml:22: goals.order: unknown goal 'quiet'; "
        "known: changes, filled, holidays, open, rest_days, shifts, short_gaps, spacing, "
        "tracks, volunteers, wishes"
    ]
