"""Figures become tables, for a terminal and for Markdown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low

from benchmarks.figures import FAIRNESS, LIMIT, Measured, Span, spans, tier_spans

__all__ = ["Table", "case_table", "formulations", "process_table", "summary"]


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; every cell is text."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def text(self) -> str:
        """Return it aligned, the first column to the left."""
        lines = [self.heads, *self.rows]
        widths = [max(len(line[column]) for line in lines) for column in range(len(self.heads))]
        out = [self.title]
        for line in lines:
            cells = [
                cell.ljust(width) if column in (0, self._note) else cell.rjust(width)
                for column, (cell, width) in enumerate(zip(line, widths, strict=True))
            ]
            out.append(f"  {'  '.join(cells)}".rstrip())
        return "\n".join(out)

    def markdown(self, level: int = 2) -> str:
        """Return it in Markdown under a heading of some level."""
        marks = ["---" if n in (0, self._note) else "---:" for n in range(len(self.heads))]
        lines = [self.heads, marks, *self.rows]
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        return f"{'#' * level} {self.title}\n\n{table}\n"

    @property
    def _note(self) -> int:
        return self.heads.index("left") if "left" in self.heads else 0


def case_table(measured: Measured, title: str) -> Table:
    """Return one case, stage by stage and tier by tier."""
    run = measured.runs[0]
    heading = f"{measured.case}: {title} ({run.people} people, {run.shifts} shifts)"
    stages = {span.name: span for span in spans(measured)}
    total = stages.pop("total")
    rows = [_row(span, "") for span in stages.values()]
    rows += [_row(span, f"{span.proved}/{span.of}") for span in tier_spans(measured)]
    rows.append(_row(total, ""))
    rows.append(("peak memory, MB", "", "", f"{measured.peak_mb:.0f}", "", ""))
    return Table(heading, ("seconds", "min", "median", "max", "proved", "left"), tuple(rows))


def _row(span: Span, proved: str) -> tuple[str, ...]:
    figures = (_seconds(span.least), _seconds(span.middle), _seconds(span.most))
    return (span.name, *figures, proved, span.note)


def summary(all_measured: Sequence[Measured]) -> Table:
    """Return one line a case."""
    heads = (
        *("case", "people x shifts", "model", "start", "first proved"),
        *("fairness min", "median", "max", "total", "left", "MB"),
    )
    rows = []
    for measured in all_measured:
        run = measured.runs[0]
        stages = {span.name: span.middle for span in spans(measured)}
        model = stages["problem"] + stages["view"] + stages["CP-SAT model"]
        fair = Span.over("", [run.to_proof(FAIRNESS) for run in measured.runs])
        figures = [model, stages["start"], stages["first proved"]]
        figures += [fair.least, fair.middle, fair.most, stages["total"]]
        left = [f"{s.name} {s.of - s.proved}/{s.of}" for s in tier_spans(measured) if s.note]
        size = f"{run.people} x {run.shifts}"
        cells = (measured.case, size, *map(_seconds, figures))
        rows.append((*cells, ", ".join(left) or "nothing", f"{measured.peak_mb:.0f}"))
    return Table("All cases: seconds, medians where nothing else is said", heads, tuple(rows))


def formulations(
    ours: Sequence[Measured], others: Mapping[tuple[str, str], Measured], limit_s: float
) -> Table:
    """Return the formulations side by side: seconds to proof of the fairness tiers.

    Parameters
    ----------
    ours : sequence of Measured
        One a case.
    others : mapping of (str, str) to Measured
        Baselines by case and way.
    limit_s : float
        The baselines' limit.
    """
    ways = list(dict.fromkeys(way for _, way in others))
    heads = ["case", "bound first"]
    for way in ways:
        heads += [way, "ratio"]
    rows = []
    for measured in ours:
        own = [run.to_proof(FAIRNESS) for run in measured.runs]
        row = [measured.case, _proofs(own)]
        for way in ways:
            other = others.get((measured.case, way))
            if other is None:
                row += ["", ""]
                continue
            other_times = [run.to_proof(FAIRNESS) for run in other.runs]
            row += [_proofs(other_times), _ratio(own, other_times, limit_s)]
        rows.append(tuple(row))
    title = f"Formulations: seconds to proof of the fairness tiers, baselines cut at {limit_s:g} s"
    return Table(title, tuple(heads), tuple(rows))


def _proofs(seconds: Sequence[float]) -> str:
    proved = sum(second != LIMIT for second in seconds)
    text = _seconds(median_low(seconds))
    return text if proved == len(seconds) else f"{text} ({proved}/{len(seconds)})"


def _ratio(own: Sequence[float], other_times: Sequence[float], limit_s: float) -> str:
    """Return the median of seed by seed, with `>` when that seed's baseline was cut."""
    known = sorted((min(b, limit_s) / a, b == LIMIT) for a, b in zip(own, other_times, strict=True))
    if LIMIT in own:
        return "-"
    ratio, cut = known[(len(known) - 1) // 2]
    return f"{'> ' if cut else ''}{ratio:.3g}"


def process_table(whole_s: float, import_s: float) -> Table:
    """Return the whole process, split."""
    rows = (
        ("whole process", f"{whole_s:.2f}"),
        ("importing OR-Tools", f"{import_s:.2f}"),
        ("everything else", f"{whole_s - import_s:.2f}"),
    )
    title = "`python -m rotation plan examples/artsy --today 2026-11-23 --dry-run`"
    return Table(title, ("seconds, median of 5", ""), rows)


def _seconds(seconds: float) -> str:
    if seconds == LIMIT:
        return "limit"
    return f"{seconds:.3f}" if seconds < 1 else f"{seconds:.2f}"
