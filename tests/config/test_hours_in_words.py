"""Weekly hours as text, and back."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.config import times
from rotation.config.weekly_windows import weekly_window
from rotation.model.tracks import Track, TrackSettings
from rotation.model.words import handover_words, weekday_words, window_words

WORK = ("Mon", "Tue", "Wed", "Thu", "Fri")


@pytest.mark.parametrize(
    "text",
    [
        *("Mon-Fri 07:00-22:00", "07:00-22:00", "22:00-06:00", "Sat-Sun", "Sat-Mon 10:00-12:00"),
        *("Mon, Wed 10:00-12:00", "Sun 18:00-24:00", "workdays 09:00-17:00", "rest_days"),
        *("Fri 17:00-Mon 09:00", "Fri 17:00-Sun 24:00", "Fri 17:00-Fri 09:00", "Mon-Sun"),
    ],
)
def test_words_are_those_of_the_configuration(text: str) -> None:
    """What is written in the usual way is shown as it is written."""
    assert window_words(weekly_window(text)) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [
        ((4,), "Fri"),
        ((0, 2), "Mon, Wed"),
        ((0, 5, 6), "Sat-Mon"),
        ((0, 1, 3, 4), "Mon, Tue, Thu, Fri"),
    ],
)
def test_weekdays_in_words(days: tuple[int, ...], text: str) -> None:
    """Days in a row are a range, also over the end of the week."""
    assert weekday_words(days) == text


@pytest.mark.parametrize(
    ("handovers", "text"),
    [
        (["Mon 11:00"], "Mon 11:00"),
        (["Mon 11:00", "Thu 11:00"], "Mon 11:00, Thu 11:00"),
        (["Mon-Fri 09:00"], "Mon-Fri 09:00"),
        (["14:00", "06:00", "22:00"], "daily 06:00, daily 14:00, daily 22:00"),
        (["Mon-Fri 09:00", "Sat 10:00"], ", ".join(f"{d} 09:00" for d in WORK) + ", Sat 10:00"),
    ],
)
def test_handovers_of_many_days_are_a_range(handovers: list[str], text: str) -> None:
    """Daily handovers fit into a heading; single ones are named as they always were."""
    moments = sorted(moment for written in handovers for moment in times.handovers(written))
    track = Track("A", (TrackSettings(tuple(moments)),))
    assert handover_words(track, date(2027, 1, 4), date(2027, 1, 31)) == text


@settings(max_examples=200, derandomize=True, deadline=None)
@given(
    st.sets(st.integers(0, 6), min_size=1).map(sorted).map(tuple),
    st.times().map(lambda t: time(t.hour, t.minute)),
    st.one_of(st.just("24:00"), st.times().map(lambda t: f"{t:%H:%M}")),
)
def test_words_are_read_as_what_they_mean(days: tuple[int, ...], opens: time, closes: str) -> None:
    """Hours in words are read back as the same hours."""
    window = weekly_window(f"{weekday_words(days)} {opens:%H:%M}-{closes}")
    assert weekly_window(window_words(window)) == window
