"""`rotation push`, `rotation pull` and `rotation remote check`."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from rotation.api import Rotation
from rotation.cli.following import choose_next
from rotation.cli.lines import say
from rotation.cli.loaded import loaded, working
from rotation.cli.next_command import after_push, after_remote_check
from rotation.cli.options import Options
from rotation.cli.published_plan import at_work, refuse_force_without_why
from rotation.cli.sync import record_edits
from rotation.cli.tables import print_fitted
from rotation.cli.today import now_in
from rotation.errors import BadInput, Busy, Fault, RotationError, gravest, grouped
from rotation.export.lock import InUse
from rotation.export.when import clock_words
from rotation.model.entrances import Entrance
from rotation.remotes.checked import RemoteCheck, check_remote
from rotation.remotes.failures import Gone, RemoteFailure
from rotation.remotes.pulling import pull
from rotation.remotes.push_rows import PushRow
from rotation.remotes.pushed import Push
from rotation.remotes.pushing import push

__all__ = ["run_pull", "run_push", "run_remote"]


class _RemoteAnswer(Protocol):
    def to_dict(self) -> dict[str, object]: ...

    @property
    def exit_code(self) -> int: ...


AnswerT = TypeVar("AnswerT", bound=_RemoteAnswer)


def run_push(options: Options) -> int:
    """Push to one remote, or to all."""
    rotation = loaded(options) if options.dry_run else _read_alone(options)
    now = _now(rotation, options)

    def pushed(name: str) -> Push:
        return push(
            rotation,
            name,
            now,
            environment=os.environ,
            dry_run=options.dry_run,
            ours=options.ours,
            adopt=options.adopt,
        )

    code = _of_each(_names(rotation, options), pushed, _show, options)
    choose_next(options, after_push, code)
    return code


def run_pull(options: Options) -> int:
    """Record what people changed at one remote as trades; 1 when some of it is not recorded."""
    refuse_force_without_why(options)
    rotation = loaded(options)
    (name, *others) = _names(rotation, options)
    if others:
        what = f"there are several remotes: {', '.join((name, *others))}"
        raise BadInput(Fault("REMOTE", what, "name one of them"))
    # Requests may take minutes, in which nobody else could change the plan.
    edits = pull(rotation, name, _now(rotation, options), environment=os.environ)
    with at_work(options, expected=rotation):
        return record_edits(edits, options, f"remote {name}")


def run_remote(options: Options) -> int:
    """Check one remote, or all."""
    rotation = loaded(options)
    now = _now(rotation, options)

    def checked(name: str) -> RemoteCheck:
        return check_remote(rotation, name, now, environment=os.environ)

    code = _of_each(_names(rotation, options), checked, _show_check, options)
    choose_next(options, after_remote_check, code)
    return code


def _of_each(
    names: Sequence[str],
    ask: Callable[[str], AnswerT],
    show: Callable[[AnswerT, Options], None],
    options: Options,
) -> int:
    """Print what came of each remote, and return the gravest exit code."""
    results, code = [], 0
    for name in names:
        try:
            result = ask(name)
        except RotationError as error:
            # One that fails keeps no other from its turn.
            if len(names) == 1 and not isinstance(error, RemoteFailure):
                raise
            _print_error(error, name)
            code = gravest((code, error.exit_code))
            continue
        results.append(result)
        code = gravest((code, result.exit_code))
        if options.format != "json":
            show(result, options)
    _print_json(results, options)
    return code


def _read_alone(options: Options) -> Rotation:
    """Return the rotation, read under the lock of its folder, which is free again then."""
    try:
        with working(options) as rotation:
            return rotation
    except BadInput as error:
        if isinstance(error.__cause__, InUse):
            raise Busy(str(error)) from error
        raise


def _now(rotation: Rotation, options: Options) -> datetime:
    """Return the instant: now, or the present time of day on `--today`."""
    now = now_in(rotation.timezone)
    if options.today is not None:
        zone = ZoneInfo(rotation.timezone)
        now = datetime.combine(options.today, now.time(), zone)
    return now.astimezone(UTC).replace(microsecond=0)


def _names(rotation: Rotation, options: Options) -> tuple[str, ...]:
    if options.remote:
        return (options.remote,)
    if not rotation.remotes:
        hint = f"{Entrance().another('remote')} (docs/remotes.md)"
        raise BadInput(Fault(str(options.config), "there is no remote", hint))
    return tuple(remote.name for remote in rotation.remotes)


def _print_error(error: RotationError, name: str) -> None:
    lines = grouped(error.faults) if isinstance(error, BadInput) else [str(error)]
    if isinstance(error, Gone):
        lines = [f"{error}; `rotation remote check` shows what is missing"]
    for line in lines:
        print(f"error: {name}: {line}", file=sys.stderr)


def _print_json(results: Sequence[_RemoteAnswer], options: Options) -> None:
    if options.format == "json":
        document = [result.to_dict() for result in results]
        print(json.dumps(document, ensure_ascii=False, indent=2))


def _show_check(result: RemoteCheck, options: Options) -> None:
    if not options.quiet:
        say(result.lines())


def _show(result: Push, options: Options) -> None:
    if not options.quiet:
        zone = f" (times of {result.rotation.timezone})" if result.rows else ""
        say([f"{result.head()}{zone}"])
        if result.rows:
            print_fitted(_table(result, ids=options.verbose))
            say(_reasons(result.rows))
        say(result.foot())
    for line in result.tail():
        print(f"warning: {line}", file=sys.stderr)


def _table(result: Push, *, ids: bool) -> Table:
    zone = ZoneInfo(result.rotation.timezone)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in ("Shift", "From", "To"):
        table.add_column(head, no_wrap=True)
    for head in ("On call", "What", *(("Place", "Id") if ids else ())):
        table.add_column(head, overflow="fold")
    for row in result.rows:
        times = (clock_words(moment.astimezone(zone)) for moment in (row.start, row.end))
        cells: Iterable[str] = (row.shift, *times, row.holders, row.action)
        style = "bold red" if row.decides else ""
        more = (row.place, row.id) if ids else ()
        table.add_row(*(Text(cell, style=style) for cell in (*cells, *more)))
    return table


def _reasons(rows: Iterable[PushRow]) -> Iterator[str]:
    """Yield a line per reason, after its shifts; that of what is created goes without saying."""
    shifts: dict[str, list[str]] = {}
    for row in rows:
        if row.action != "create":
            # A group of people has no shifts, but tracks.
            shifts.setdefault(row.reason, []).append(row.shift or row.track)
    for reason, names in shifts.items():
        yield f"{', '.join(dict.fromkeys(names))}: {reason}"
