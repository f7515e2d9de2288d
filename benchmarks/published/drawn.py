"""Instances of the same kind as the published ones, small enough to try every roster."""

from random import Random

from benchmarks.published.on_call import OnCall

__all__ = ["drawn"]


def drawn(seed: int) -> OnCall:
    """Return the instance of a seed: three people and seven turns."""
    random = Random(f"on call/{seed}")
    fixed: list[tuple[int, ...]] = [(), (), ()]
    fixed[random.randrange(3)] = tuple(random.sample(range(1, 8), random.randrange(2)))
    away = [
        tuple(t for t in random.sample(range(1, 8), 2) if t not in held)[: random.randrange(3)]
        for held in fixed
    ]
    loads = tuple(random.choice((100, 80, 50)) for _ in range(3))
    return OnCall(loads, 7, random.randrange(5), tuple(away), tuple(fixed), 1, random.randrange(3))
