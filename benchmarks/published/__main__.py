"""`python -m benchmarks.published FOLDER`: plans every instance of a folder."""

import argparse
from pathlib import Path

from benchmarks.published.planned import planned_file

_PUBLISHED = {
    "4s-10d.dzn": 1,
    "4s-23d.dzn": 2,
    "10s-50d.dzn": 0,
    "10s-150d.dzn": 5,
    "20s-200d.dzn": 2,
    "demo.csv": 3804,
}
"""The best known objectives, for the last column only: no plan is given them."""


def main() -> None:
    """Print a line per instance."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.published", description=__doc__)
    parser.add_argument("folder", type=Path, help="holds the authors' .dzn and .csv files")
    folder: Path = parser.parse_args().folder
    files = sorted(file for file in folder.iterdir() if file.suffix in (".dzn", ".csv"))
    if not files:
        parser.error(f"{folder} holds neither .dzn nor .csv files")
    print("| instance | people | turns | objective | proof | published | CPU s |")
    print("|---|---|---|---|---|---|---|")
    seconds = 0.0
    for file in files:
        done = planned_file(file)
        seconds += done.seconds
        last, problem = done.plan.objectives[-1], done.plan.problem
        proof = "proved" if done.plan.proved else f"bound {last.bound} of {last.value}"
        print(
            f"| {done.name} | {len(problem.people)} | {len(problem.shifts)} | {done.objective} |"
            f" {proof} | {_PUBLISHED.get(done.name, '')} | {done.seconds:.1f} |",
            flush=True,
        )
    print(f"\nTogether {seconds:.1f} s of CPU time.")


if __name__ == "__main__":
    main()
