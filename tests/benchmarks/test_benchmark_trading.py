from benchmarks.replanning import TEAMS, published
from benchmarks.trading import measure

SMALL = published(TEAMS[0].instance(1, small=True))


def test_a_suggestion_is_counted_by_kind() -> None:
    """Everybody but the holder is weighed once for a cover."""
    lines = SMALL.rotation.published
    asked = measure(SMALL, lines[len(lines) // 2].shift)
    assert asked.covers + asked.swaps + asked.rings > 0
    assert asked.covers < len(SMALL.rotation.engineers)
