"""What holds for every tool, each against a fake that refuses what its schema does not have."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from clients import TOKEN
from fake_server import NOW
from hypothesis import given, settings
from hypothesis import strategies as st
from tool_cases import CASES, CLOCK_CHANGES, KNOWN, ToolCase

from rotation import RotationError
from rotation.remotes.failures import Denied, Gone, Unavailable, Unsure
from rotation.remotes.tool import Somebody

LATER = NOW + timedelta(days=7)


CUTTING = [name for name, make in CASES.items() if make().tool.traits.cuts]
OPEN = [name for name, make in CASES.items() if make().tool.traits.open_shifts]


LOOKING_UP = [name for name, make in CASES.items() if make().looks_up]
SENDING_ONCE = [name for name, make in CASES.items() if not make().creates_again]


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> Iterator[ToolCase]:
    made = CASES[request.param]()
    yield made
    assert made.fake.unfit == [], "the tool sent what the schema does not have"


@pytest.mark.parametrize("case", LOOKING_UP, indirect=True)
def test_people_are_known_by_their_address(case: ToolCase) -> None:
    """Over all pages, whatever the case of letters; who is not there, or twice, is left out."""
    users = case.tool.users(KNOWN)
    assert users["ada"] == case.ada
    assert users["bela"] == case.bela
    assert set(users) == {"ada", "bela", "last"}
    assert len(case.tool.addresses()) >= (124 if case.lists_people else 0)


@pytest.mark.parametrize("case", LOOKING_UP, indirect=True)
def test_an_id_of_the_configuration_must_exist(case: ToolCase) -> None:
    """`remote_ids` decides where addresses cannot, and a wrong id is nobody."""
    people = [
        Somebody("twin", "Twin", "twin@example.com", case.bela),
        Somebody("gone", "Gone", "gone@example.com", "99999"),
    ]
    assert case.tool.users(people) == {"twin": case.bela}


def test_places_are_known(case: ToolCase) -> None:
    """With name and zone; what does not exist is missing, and a sentence says so."""
    there, other = case.tool.places([case.place, case.other])
    assert (there.place, bool(there.name), there.missing) == (case.place, True, False)
    assert (other.place, other.name, other.missing) == (case.other, "", True)
    assert other.remarks


@pytest.mark.parametrize("start", CLOCK_CHANGES)
def test_what_is_created_is_there(case: ToolCase, start: datetime) -> None:
    """Both weeks of a clock change to the second: UTC goes out and comes back."""
    wanted = case.wanted(start, days=7 + 1 / 24)
    created = case.tool.create(wanted)
    assert (created.start, created.end, created.user) == (wanted.start, wanted.end, case.ada)
    assert case.read() == [created]
    assert created.start.tzinfo is UTC


def test_what_hangs_over_the_window_is_read_whole(case: ToolCase) -> None:
    """Neither end is that of the window, because a cut one would look edited."""
    created = case.tool.create(case.wanted(LATER))
    window = LATER + timedelta(days=2), LATER + timedelta(days=3)
    assert list(case.tool.read([case.place], *window)) == [created]


def test_what_is_deleted_is_gone(case: ToolCase) -> None:
    """Deleting it again is no failure."""
    created = case.tool.create(case.wanted(LATER))
    case.tool.delete(created)
    assert case.read() == []
    case.tool.delete(created)


@pytest.mark.parametrize("case", CUTTING, indirect=True)
def test_what_has_begun_ends_now(case: ToolCase) -> None:
    """Where a tool cuts, what was served stays."""
    created = case.tool.create(case.wanted(NOW + timedelta(hours=1)))
    case.fake.now = now = created.start + timedelta(days=1)
    case.tool.delete(created)
    (item,) = case.tool.read([case.place], created.start, now)
    assert (item.start, item.end) == (created.start, now)


def test_a_change_reaches_it(case: ToolCase) -> None:
    """Holder and times, where a tool can change items; else an item is created and one deleted."""
    created = case.tool.create(case.wanted(LATER))
    wanted = case.wanted(LATER + timedelta(hours=3), user=case.bela)
    if case.tool.traits.updates:
        changed = case.tool.update(created, wanted)
    else:
        changed = case.tool.create(wanted)
        case.tool.delete(created)
    assert case.read() == [changed]
    assert (changed.start, changed.end, changed.user) == (wanted.start, wanted.end, case.bela)


@pytest.mark.parametrize("case", OPEN, indirect=True)
def test_an_open_shift_names_nobody(case: ToolCase) -> None:
    """Where a tool can say so."""
    created = case.tool.create(case.wanted(LATER, user=None))
    assert created.user is None
    held = case.tool.update(created, case.wanted(LATER))
    assert held.user == case.ada
    assert case.tool.update(held, case.wanted(LATER, user=None)).user is None


def test_too_many_requests_wait(case: ToolCase) -> None:
    """429, the pause that is asked for, then success; nothing is created twice."""
    case.fake.troubles = [("POST", "slow"), ("POST", "slow")]
    case.tool.create(case.wanted(LATER))
    assert case.pauses == [3, 3]
    assert len(case.read()) == 1


@pytest.mark.parametrize("trouble", ["before", "after"])
@pytest.mark.parametrize("case", SENDING_ONCE, indirect=True)
def test_nobody_knows_what_a_failed_creation_did(case: ToolCase, trouble: str) -> None:
    """It is not sent again; reading shows whether it was carried out."""
    case.fake.troubles = [("POST", trouble)]
    with pytest.raises(Unsure) as failed:
        case.tool.create(case.wanted(LATER))
    assert failed.value.exit_code == 75
    assert len(case.read()) == (trouble == "after")


@pytest.mark.parametrize("trouble", ["before", "after"])
def test_a_failed_deletion_is_repeated(case: ToolCase, trouble: str) -> None:
    """If the first was carried out, the second finds nothing, which is as good."""
    created = case.tool.create(case.wanted(LATER))
    case.fake.troubles = [("DELETE", trouble)]
    case.tool.delete(created)
    assert case.read() == []


def test_reading_goes_on_after_failures(case: ToolCase) -> None:
    """And ends with 75 when they do not end."""
    case.tool.create(case.wanted(LATER))
    case.fake.troubles = [("GET", "before"), ("GET", "slow")]
    assert len(case.read()) == 1
    case.fake.troubles = [("GET", "before")] * 5
    with pytest.raises(Unavailable):
        case.read()


def test_somebody_who_left_is_refused(case: ToolCase) -> None:
    """A person who is deactivated there cannot be sent; nothing is created."""
    with pytest.raises((Denied, Gone)):
        case.tool.create(case.wanted(LATER, user="UGONE" if case.ada[0] == "U" else "404404"))
    assert case.read() == []


@pytest.mark.parametrize("name", CASES)
def test_no_text_has_the_token(
    name: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither a refusal of the token nor logs, even of libraries."""
    wrong = "wrong-7Fq/token+value="
    case = CASES[name](token=wrong)
    with caplog.at_level(logging.DEBUG):
        for request in (
            lambda: case.tool.places([case.place]),
            case.read,
            lambda: case.tool.create(case.wanted(LATER)),
        ):
            with pytest.raises(Denied, match="401") as refused:
                request()
            assert wrong not in str(refused.value)
            assert refused.value.exit_code == 2
    case = CASES[name]()
    with caplog.at_level(logging.DEBUG):
        case.tool.create(case.wanted(LATER))
        case.read()
    output = capfd.readouterr()
    assert not [word for word in (wrong, TOKEN) if word in caplog.text + output.out + output.err]


@pytest.mark.parametrize("name", CASES)
@settings(max_examples=5, derandomize=True)
@given(st.text(min_size=1, max_size=12, alphabet="a/.?#%&é🦊 ;\\\n'\""))
def test_an_id_leads_nowhere_else(name: str, place: str) -> None:
    """An id of the configuration stays one segment of a path, or is refused before it is sent."""
    case = CASES[name]()
    try:
        (report,) = case.tool.places([place])
    except RotationError:
        assert not [line for line in case.fake.requests if "tenant_info" not in line]
    else:
        assert report.missing
    assert case.fake.writes == []
