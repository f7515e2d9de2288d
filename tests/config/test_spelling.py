from difflib import get_close_matches

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotation.config import spelling
from rotation.config.spelling import fold, hinting, nearest, suggest

NAMES = st.lists(st.text("abcABC -ß", min_size=1, max_size=8), max_size=30, unique_by=fold)


@given(st.text("abcABC -ß", min_size=1, max_size=8), NAMES, st.sampled_from([0.5, 0.6, 0.9]))
def test_the_nearest_name_is_that_of_difflib(word: str, names: list[str], cutoff: float) -> None:
    """Stopping early at names that cannot be nearer changes nothing."""
    by_fold = {fold(name): name for name in sorted(names) if fold(name)}
    known = list(by_fold.values())
    wanted = get_close_matches(fold(word), by_fold, n=1, cutoff=cutoff)
    assert nearest(word, known, cutoff) == (by_fold[wanted[0]] if wanted else None)


def test_equal_words_have_equal_hints_and_later_ones_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within one run the effort for hints is bounded, whatever is unknown how often."""
    known = frozenset({"ada", "grace"})
    monkeypatch.setattr(spelling, "_EFFORT", 3 * (len("adagrace") + 16))
    with hinting():
        hints = [nearest(f"ad{letter}", known) for letter in "bcdef"]
        again = [nearest(f"ad{letter}", known) for letter in "bcdef"]
        assert hints == again == ["ada", "ada", "ada", None, None]
        assert suggest("adg", known) == "known: ada, grace"
    with hinting():
        assert nearest("ade", known) == "ada"
    assert nearest("adf", known) == "ada"


def test_long_words_are_cut() -> None:
    """Nobody misspells a name of two words as one of a million letters."""
    assert nearest("ada" * 300_000, ["ada"]) is None
    assert nearest("ada", ["ada" * 300_000, "adb"]) == "adb"
