import pytest

from rotation.config import spelling
from rotation.config.spelling import hinting, nearest, suggest


def test_equal_words_have_equal_hints_and_later_ones_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within one run the effort for hints is bounded, whatever is unknown how often."""
    known = frozenset({"ada", "grace"})
    monkeypatch.setattr(spelling, "_EFFORT", 3 * (500 + len("adagrace") + 16))
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
