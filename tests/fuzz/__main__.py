"""`python -m tests.fuzz --runs 5000 --seed 7`: longer than the suite has time for."""

import argparse
import shutil
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.trial import Trial, cleared, tried


def main() -> int:
    """Run trials, print what is wrong, keep the folders; 1 when something is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", type=int, help="one trial of the seed, shown whole")
    parser.add_argument("--solving", type=float, default=0.1, help="share of commands that plan")
    parser.add_argument("--slack", type=float, default=2.0, help="times the promised seconds")
    parser.add_argument("--keep", type=Path, help="where the folders of broken trials are kept")
    options = parser.parse_args()
    numbers = range(options.runs) if options.only is None else [options.only]
    broken, codes = 0, Counter[int]()
    with TemporaryDirectory() as name:
        for number in numbers:
            home = cleared(Path(name) / "folder")
            trial = tried(home, options.seed, number, solving=options.solving, slack=options.slack)
            codes[trial.code] += 1
            if trial.wrong or options.only is not None:
                broken += bool(trial.wrong)
                _show(number, trial, whole=options.only is not None)
                if options.keep is not None:
                    shutil.copytree(
                        home, options.keep / str(number), symlinks=True, dirs_exist_ok=True
                    )
    ended = ", ".join(f"{count} with {code}" for code, count in sorted(codes.items()))
    print(f"{broken} of {len(numbers)} trials broke a promise; they ended {ended}")
    return int(bool(broken))


def _show(number: int, trial: Trial, *, whole: bool) -> None:
    print(f"--only {number}: {trial.words}: {'; '.join(trial.wrong)[:2000]}", flush=True)
    if whole:
        print(trial.out, trial.err, f"exit code {trial.code}, {trial.cpu_s:.2f} s", sep="\n")
    elif "traceback" in trial.wrong:
        print("   ", "\n    ".join(trial.err.splitlines()[-4:]), flush=True)


if __name__ == "__main__":
    sys.exit(main())
