import pytest
from benchmarks.instances import Instance
from benchmarks.replanning import TEAMS, published
from benchmarks.trading import measure


@pytest.fixture(scope="module")
def small() -> Instance:
    """Publish a plan of a small team."""
    return published(TEAMS[0].instance(1, small=True))


def test_a_suggestion_is_counted_by_kind(small: Instance) -> None:
    """Everybody but the holder is weighed once for a cover."""
    lines = small.rotation.published
    asked = measure(small, lines[len(lines) // 2].shift)
    assert asked.covers + asked.swaps + asked.rings > 0
    assert asked.covers < len(small.rotation.engineers)
