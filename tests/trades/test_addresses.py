"""Where published files lie: tokens made of a secret, by hand and from Python."""

import hmac
import json
from base64 import b32encode
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.teams import make_team, plannable

import rotation
from rotation import BadInput, CalendarSettings, Entry, Feed, Rotation, ShiftKind, trades
from rotation.model.public_files import (
    address_of,
    is_public_name,
    is_token_of,
    mark_of,
    public_names,
    without_tokens,
)

SECRET, OTHER = "correct horse battery", "staple and some letters"
TODAY = date(2026, 12, 1)
WEEK = (datetime(2026, 12, 7, 16, tzinfo=UTC), datetime(2026, 12, 14, 16, tzinfo=UTC))
LINE = Entry("A-2026-12-07", "A", ShiftKind.REGULAR, *WEEK, "ada")


def team(name: str = "Team", variable: str = "ROTATION_SECRET") -> Rotation:
    """Return a team of two with a published week, whose addresses need a secret."""
    made = plannable(make_team("ada", "ben"))
    return made.replace(
        name=name,
        calendar_id=name.lower(),
        published=[LINE],
        feeds=[Feed("pager", "grafana")],
        calendar=CalendarSettings(secret_env=variable),
    )


def test_a_token_by_hand() -> None:
    """Mark and HMAC-SHA256 in base32: 160 bits that need the secret."""
    parts = ["rotation.public", "team", "rotation.invalid"]

    def message(*purpose: str) -> bytes:
        return json.dumps([*parts, *purpose], separators=(",", ":")).encode()

    def token(*purpose: str) -> str:
        digest = hmac.new(SECRET.encode(), message(*purpose), sha256).digest()
        mark = sha256(message("mark")).digest()[:5]
        return b32encode(mark).decode().lower() + b32encode(digest[:20]).decode().lower()

    made = team()
    assert [own.path for own in made.addresses(SECRET).addresses] == [
        *(f"{token('team')}/{name}" for name in ("index.html", "schedule.ics", "schedule.json")),
        f"{token('team')}/feeds/pager.ics",
        f"{token('person', 'ada')}/people/ada.ics",
        f"{token('person', 'ben')}/people/ben.ics",
    ]


IDS = st.from_regex(r"[a-z0-9][a-z0-9_.-]{0,20}", fullmatch=True)
SECRETS = st.text(min_size=16).filter(lambda text: text == text.strip())


@settings(max_examples=40)
@given(IDS, IDS, SECRETS)
def test_every_token_is_one_of_its_rotation(first: str, second: str, secret: str) -> None:
    """Whatever the secret and the names: two rotations share no folder and know their own."""
    teams = [team().amended(calendar_id=calendar_id) for calendar_id in (first, second)]
    tops = {}
    for made in teams:
        places = [address_of(made, name, secret) for name in public_names(made)]
        tops[made.calendar_id] = {place.partition("/")[0] for place in places}
        assert len(tops[made.calendar_id]) == 3
        assert all(is_token_of(mark_of(made), top) for top in tops[made.calendar_id])
        assert all(is_public_name(PurePosixPath(place)) for place in places)
        assert {without_tokens(place).partition("/")[0] for place in places} == {"TOKEN"}
    if first != second:
        assert tops[first].isdisjoint(tops[second])
        assert not any(is_token_of(mark_of(teams[1]), top) for top in tops[first])


@pytest.mark.parametrize(
    ("secret", "fault"),
    [
        (None, "secret: the addresses of the published files need the secret of"),
        ("too short", "secret: has fewer than 16 characters"),
        (f"{SECRET}\n", "secret: begins or ends with white space"),
        (SECRET.encode(), "secret: expects a text, got a value of type bytes"),
    ],
)
def test_from_python_the_secret_is_an_argument(secret: object, fault: str) -> None:
    """It is required, long enough, and repeated in no fault."""
    edition = team().publish([LINE.replace(engineer="ben")], TODAY)
    for call in (
        lambda: edition.files(secret=secret),  # type: ignore[arg-type]
        lambda: edition.write(secret=secret),  # type: ignore[arg-type]
        lambda: team().addresses(secret),  # type: ignore[arg-type]
        lambda: trades.addresses(team(), secret),  # type: ignore[arg-type]
    ):
        with pytest.raises(BadInput) as caught:
            call()
        assert str(caught.value).startswith((fault, "write: the rotation was made in Python"))
        assert secret is None or str(secret) not in str(caught.value)


def test_a_secret_that_nobody_asked_for_is_refused() -> None:
    """It would make addresses that no command finds."""
    edition = team(variable="").publish([LINE.replace(engineer="ben")], TODAY)
    with pytest.raises(BadInput, match=r"^secret: `calendar\.secret_env` is not set"):
        edition.files(secret=SECRET)


def test_files_of_a_rotation_without_a_folder() -> None:
    """Relative paths, at the same addresses as on any machine."""
    made = team()
    edition = made.publish([LINE.replace(engineer="ben")], TODAY)
    public = {path.as_posix() for path in edition.files(secret=SECRET) if path.parts[0] == "public"}
    assert public == {f"public/{own.path}" for own in made.addresses(SECRET).addresses}


def saved(folder: Path, name: str) -> Rotation:
    """Return a team in a folder of its own, which publishes into a folder for all."""
    (folder / name).mkdir()
    team(name).save(folder / name)
    path = folder / name / "rotation.toml"
    text = path.read_text(encoding="utf-8")
    assert "[files]" in text
    path.write_text(text.replace("[files]", '[files]\npublic = "../public"'), encoding="utf-8")
    return rotation.load(folder / name)


def test_two_rotations_share_a_folder(tmp_path: Path) -> None:
    """Each removes its own old files, and only these, whatever the other one does."""
    first, second = saved(tmp_path, "one"), saved(tmp_path, "two")
    public = tmp_path / "public"

    def there() -> set[str]:
        return {path.relative_to(public).as_posix() for path in public.rglob("*.*")}

    def addresses(made: Rotation, secret: str) -> set[str]:
        return {own.path for own in made.addresses(secret).addresses}

    first.publish([LINE.replace(engineer="ben")], TODAY).write(secret=SECRET)
    second.publish([LINE.replace(engineer="ben")], TODAY).write(secret=SECRET)
    assert there() == addresses(first, SECRET) | addresses(second, SECRET)
    first = rotation.load(tmp_path / "one")
    first.publish([LINE], TODAY).write(secret=OTHER)
    assert there() == addresses(first, OTHER) | addresses(second, SECRET)
    assert len(list(public.iterdir())) == 6


def test_calendars_of_a_namesake_stay(tmp_path: Path) -> None:
    """A rotation without a secret may share the folder, and even the name."""
    hidden, plain = saved(tmp_path, "one"), saved(tmp_path, "two")
    plain.replace(name="one", calendar=CalendarSettings()).save(tmp_path / "two", overwrite=True)
    path = tmp_path / "two" / "rotation.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[files]", '[files]\npublic = "../public"'), encoding="utf-8")
    rotation.load(tmp_path / "two").publish([LINE.replace(engineer="ben")], TODAY).write()
    before = {path: path.read_bytes() for path in (tmp_path / "public").rglob("*.*")}
    assert len(before) == 3 + 1 + 2
    hidden.publish([LINE.replace(engineer="ben")], TODAY).write(secret=SECRET)
    after = {path: path.read_bytes() for path in (tmp_path / "public").rglob("*.*")}
    assert before.items() <= after.items()
    assert len(after) == 2 * len(before)


def test_a_link_in_place_of_a_token_is_left_alone(tmp_path: Path) -> None:
    """Files behind a symbolic link are not ours, whatever the link is called."""
    made = saved(tmp_path, "one")
    made.publish([LINE.replace(engineer="ben")], TODAY).write(secret=SECRET)
    old = tmp_path / "public" / made.addresses(SECRET, person="ada").addresses[0].path.split("/")[0]
    old.rename(tmp_path / "elsewhere")
    old.symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    rotation.load(tmp_path / "one").publish([LINE], TODAY).write(secret=OTHER)
    assert (tmp_path / "elsewhere" / "people" / "ada.ics").exists()


def test_a_renamed_rotation_knows_its_calendars(tmp_path: Path) -> None:
    """By the UIDs of its events, when name and secret are new in one step."""
    made = team(variable="")
    made.save(tmp_path)
    rotation.load(tmp_path).publish([LINE.replace(engineer="ben")], TODAY).write()
    path = tmp_path / "rotation.toml"
    text = path.read_text(encoding="utf-8").replace('name = "Team"', 'name = "New"', 1)
    path.write_text(f'{text}\n[calendar]\nsecret_env = "ROTATION_SECRET"\n', encoding="utf-8")
    assert (tmp_path / "public" / "people" / "ben.ics").exists()
    rotation.load(tmp_path).publish([LINE], TODAY).write(secret=SECRET)
    assert not (tmp_path / "public" / "people" / "ben.ics").exists()
    assert not (tmp_path / "public" / "schedule.ics").exists()
