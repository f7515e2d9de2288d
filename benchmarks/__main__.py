"""`python -m benchmarks`: see README.md in this folder."""

import argparse
import os
import platform
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks.child import OURS, ask
from benchmarks.figures import Measured
from benchmarks.instances import Case
from benchmarks.process import process_seconds
from benchmarks.registry import cases
from benchmarks.tables import Table, case_table, formulations, process_table, summary

__all__ = ["main"]

_BASELINES = ("direct", "spread")
# Their names stand here again, because their module imports OR-Tools: a child's peak of memory
# would not be its own if this process grew before it.


def main(words: Sequence[str] | None = None) -> int:
    """Measure the cases asked for, print tables, and return 1 when a case failed."""
    options = _parser().parse_args(words)
    chosen = cases(tuple(options.case or ("*",)))
    if not chosen:
        print(f"no case matches {' or '.join(options.case)}; see --list", file=sys.stderr)
        return 2
    if options.list:
        for case in chosen:
            print(f"{case.name:24} {case.title}")
        return 0
    ours: list[Measured] = []
    others: dict[tuple[str, str], Measured] = {}
    tables: list[Table] = []
    failed = 0
    for case in chosen:
        try:
            _measure(case, options, ours, others)
        except RuntimeError as wrong:
            failed = 1
            print(wrong, file=sys.stderr)
            continue
        tables.append(case_table(ours[-1], case.title))
        print(f"{tables[-1].text()}\n", flush=True)
    heads = [summary(ours)] if ours else []
    if others:
        heads.append(formulations(ours, others, options.limit))
    if options.process:
        heads.append(process_table(*process_seconds()))
    print("\n\n".join(table.text() for table in heads))
    if options.markdown is not None:
        options.markdown.parent.mkdir(parents=True, exist_ok=True)
        text = _markdown(options, heads, tables)
        options.markdown.write_text(text, encoding="utf-8", newline="\n")
    return failed


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m benchmarks", description="Measure the planner.")
    add = parser.add_argument
    add("--case", metavar="PATTERN", action="append", help="such as '24p-*'; may be repeated")
    add("--seeds", metavar="N", type=_positive, default=5, help="seeds 1 to N (default 5)")
    add("--effort", metavar="N", type=float, help="deterministic units a tier may take")
    add("--limit", metavar="SECONDS", type=float, default=20.0, help="for baselines (default 20)")
    add("--no-baselines", dest="baselines", action="store_false", help="ours only")
    add("--no-process", dest="process", action="store_false", help="without the whole process")
    add("--list", action="store_true", help="name the cases and stop")
    add("--markdown", metavar="FILE", type=Path, help="named by the day: results/2026-11-23.md")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _measure(
    case: Case,
    options: argparse.Namespace,
    ours: list[Measured],
    others: dict[tuple[str, str], Measured],
) -> None:
    common = (options.seeds, options.effort, options.limit)
    measured = ask(case.name, OURS, *common)
    if options.baselines:
        reports = {(case.name, way): ask(case.name, way, *common) for way in _BASELINES}
        others.update(reports)
    ours.append(measured)


def _markdown(options: argparse.Namespace, heads: Sequence[Table], tables: Sequence[Table]) -> str:
    effort = "the planner's default" if options.effort is None else f"{options.effort:g}"
    lines = [
        f"# Figures of {options.markdown.stem}",
        "",
        f"{os.cpu_count()} shared cores ({platform.system()}, {platform.machine()}), "
        f"Python {platform.python_version()}, OR-Tools {version('ortools')}; "
        f"{options.seeds} seeds a case, effort {effort}.",
        "What the columns mean: [README](../README.md).",
        "",
        *(table.markdown() for table in heads),
        "## Case by case",
        "",
        *(table.markdown(3) for table in tables),
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


if __name__ == "__main__":
    sys.exit(main())
