"""`python -m benchmarks.trading`: how long a suggestion takes, and how many trades it weighs.

A large team's year is planned with every goal and published; then somebody asks who could take a
shift early, in the middle and late in it.
"""

from dataclasses import dataclass
from time import process_time

from benchmarks.instances import Instance
from benchmarks.replanning import TEAMS, published
from rotation.trades import suggest

__all__ = ["Asked", "main", "measure"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What one suggestion took.

    Attributes
    ----------
    shift : str
        Which shift was asked about.
    seconds : float
        Of processor time.
    covers, swaps, rings : int
        How many trades break no rule.
    """

    shift: str
    seconds: float
    covers: int
    swaps: int
    rings: int


def measure(instance: Instance, shift: str) -> Asked:
    """Ask about a shift of a published instance."""
    start = process_time()
    suggestion = suggest(instance.rotation, shift, instance.today)
    seconds = process_time() - start
    counts = [len(suggestion.of_kind(kind)) for kind in ("cover", "swap", "ring")]
    return Asked(shift, seconds, *counts)


def main() -> None:
    """Print a table for each team."""
    print("| team | shift | processor s | covers | swaps | rings of three |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    for team in TEAMS:
        instance = published(team.instance(1))
        lines = instance.rotation.published
        for line in (lines[len(lines) // 10], lines[len(lines) // 2], lines[-len(lines) // 10]):
            asked = measure(instance, line.shift)
            print(
                f"| {team.name} | {asked.shift} | {asked.seconds:.2f} | {asked.covers} | "
                f"{asked.swaps} | {asked.rings} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
