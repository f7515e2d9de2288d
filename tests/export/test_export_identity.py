"""Calendar UIDs."""

from hypothesis import given
from hypothesis import strategies as st

from rotation.model.identity import TEAM_FEED, calendar_uid, person_feed, split_part


def test_parts_of_a_split_shift_are_read_from_its_name() -> None:
    """Only `+2` and up are parts; everything else is the shift's own name."""
    assert split_part("A-2026-12-07") == ("A-2026-12-07", 1)
    assert split_part("A-2026-12-07+2") == ("A-2026-12-07", 2)
    assert split_part("A-2026-12-07+10") == ("A-2026-12-07", 10)
    assert split_part("A-2026-12-07+1") == ("A-2026-12-07+1", 1)
    assert split_part("A-2026-12-07+02") == ("A-2026-12-07+02", 1)
    assert split_part("+2") == ("+2", 1)


def test_a_uid_never_changes() -> None:
    """Calendars out there hold this UID: another one would double every event."""
    uid = calendar_uid("eng-oncall", TEAM_FEED, "A-2026-03-02", "rotation.invalid")
    assert uid == "b3036fc8bcdb0a1996dd8da5aadbe192@rotation.invalid"


@given(st.lists(st.tuples(st.text(), st.text(), st.text()), min_size=2, max_size=2, unique=True))
def test_different_things_have_different_uids(things: list[tuple[str, str, str]]) -> None:
    """Calendar, feed and shift are told apart, whatever separators they hold."""
    uid, other = (calendar_uid(*thing, "x.invalid") for thing in things)
    assert uid != other


def test_a_person_called_team_is_not_the_team() -> None:
    """A person's feed is never the team's."""
    assert person_feed("team") != TEAM_FEED
