import pytest

from rotation.config.exported.titles import TitleParts, title_pattern, title_reader
from rotation.config.faults import Wrong


@pytest.mark.parametrize(
    ("titles", "parts"),
    [
        (["Ada Lovelace", "Ben"], TitleParts("Ada Lovelace")),
        (["On Call - Ada - Primary", "On Call - Ben - Primary"], TitleParts("Ada", "Primary")),
        (["Ada \N{EN DASH} on call (A)", "Ben \N{EN DASH} on call (B)"], TitleParts("Ada", "A")),
        (["[L1] ada@example.com", "[L2] ben@example.com"], TitleParts("ada@example.com", "L1")),
        (["Primary: Ada", "Primary: Ben", "Secondary: Cleo"], TitleParts("Ada", "Primary")),
        (["Ada is on call", "Ben is on call"], TitleParts("Ada")),
        (["On-call: Ada", "on call Ben"], TitleParts("Ada")),
        (["No one - on call (A)", "Ada - on call (A)"], TitleParts("", "A")),
        (["Web | Ada | Override", "Web | Ben", "Web | Ada"], TitleParts("Ada", "Web")),
    ],
)
def test_the_person_is_the_part_that_differs_most(titles: list[str], parts: TitleParts) -> None:
    """Stock words are dropped, and of what is left the person is told from the schedule."""
    assert title_reader(titles)(titles[0]) == parts


def test_titles_that_may_be_read_in_two_ways_are_refused() -> None:
    """With as many people as schedules nothing is guessed."""
    with pytest.raises(Wrong, match="Ada - Search"):
        title_reader(["Ada - Search", "Ben - Billing"])


def test_a_pattern_says_where_the_person_is() -> None:
    """A pattern is taken literally, whatever else the titles have."""
    read = title_reader([], title_pattern("({track}) {person} / pager"))
    assert read("(EU West) Ada Lovelace / pager") == TitleParts("Ada Lovelace", "EU West")
    with pytest.raises(Wrong, match="not like"):
        read("Ada")
    with pytest.raises(Wrong, match="where the person is"):
        title_pattern("{track}")
