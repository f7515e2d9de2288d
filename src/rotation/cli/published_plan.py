"""The steps of every command that changes the published plan: lock, load, write, report."""

import json
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC
from pathlib import Path

from rotation.api import Rotation
from rotation.checks.breaches import standing_breaches
from rotation.cli.breaches import breach_records, report_breaches, without
from rotation.cli.following import choose_next
from rotation.cli.lines import say
from rotation.cli.loaded import loaded, working
from rotation.cli.next_command import after_change
from rotation.cli.options import Options
from rotation.cli.secret import secret_of
from rotation.cli.today import today_in
from rotation.display.documents import plain_document
from rotation.errors import BadInput, Fault, printable
from rotation.model.public_files import without_tokens
from rotation.model.settings import RotationData
from rotation.model.spelling import counted
from rotation.trades.edition import Edition, forced
from rotation.trades.remedies import BreachFix, remedies
from rotation.trades.sentences import change_record, sentences
from rotation.trades.up_to_date import refuse_unseen

__all__ = ["at_work", "change_sentences", "finish", "names_of", "refuse_force_without_why"]

BROKEN = 1


@contextmanager
def at_work(
    options: Options, *, publishes: bool = True, expected: Rotation | None = None
) -> Iterator[Rotation]:
    """Yield the rotation, and hold the lock of its folder meanwhile.

    `options.today` is a date from then on. A dry run reads without the lock.

    Parameters
    ----------
    options : Options
        Of the command.
    publishes : bool
        Whether it writes published files, and so needs the secret of their addresses.
    expected : Rotation, optional
        What was read already; a dry run goes on with it.

    Raises
    ------
    BadInput
        As `loaded` and `working` do, for `--force` without `--why`, and without the secret.
    Busy
        When the files do not say any more what was expected.
    """
    options.force = getattr(options, "force", False)
    if options.force:
        refuse_force_without_why(options)
    options.given_today = options.today
    held: AbstractContextManager[Rotation] = (
        nullcontext(expected or loaded(options))
        if options.dry_run
        else working(options, expected=expected)
    )
    with held as rotation:
        options.today = options.today or today_in(rotation.timezone)
        if publishes and not options.dry_run:
            secret_of(rotation)  # before anything is searched for or asked
        yield rotation


def finish(
    edition: Edition[RotationData],
    options: Options,
    lines: Iterable[str],
    document: Mapping[str, object] | None = None,
    *,
    also: Mapping[Path, bytes] | None = None,
    code: int = 0,
    known: Collection[tuple[str, str]] = (),
    usual: str = "notes",
    refused: str = "show",
) -> int:
    """Write an edition unless a rule forbids it, print the changes, and return the exit code.

    Rules that it leaves broken, and that are not over, are warnings: the plan is still better.

    Parameters
    ----------
    edition : Edition
        What is to be written.
    options : Options
        Of the command: `force` allows broken rules, `dry_run` writes nothing.
    lines : iterable of str
        The output of the command for people.
    document : mapping, optional
        The same for `--format json`.
    also : mapping of Path to bytes, optional
        More files to write together with the edition's.
    code : int
        What to return when it is done.
    known : collection of (str, str)
        Rules and sentences of broken rules that the command reports by itself.
    usual, refused : str
        The command that follows, as `after_change` takes it.
    """
    stopped = bool(edition.broken) and not options.force
    if options.force:
        edition = forced(edition, options.why)
    left = () if stopped else _left(edition, known)
    choose_next(options, after_change, edition, left, usual, refused)
    if stopped or options.dry_run:
        _report(edition, options, lines, document, (), left=left, stopped=stopped)
        return BROKEN if stopped else code
    refuse_unseen(edition.before, edition.today)
    written = edition.write(also, secret=secret_of(edition.after))
    _report(edition, options, lines, document, written, left=left, stopped=False)
    return code


def _left(
    edition: Edition[RotationData], known: Collection[tuple[str, str]]
) -> tuple[BreachFix, ...]:
    """Return what an edition leaves broken, without what the command reports by itself."""
    rotation, today = edition.after, edition.today
    reported = {*known, *((v.rule, v.text) for v in edition.broken)}
    return remedies(rotation, without(standing_breaches(rotation, today), reported), today)


def _report(
    edition: Edition[RotationData],
    options: Options,
    lines: Iterable[str],
    document: Mapping[str, object] | None,
    written: tuple[Path, ...],
    *,
    left: Sequence[BreachFix],
    stopped: bool,
) -> None:
    unmade = stopped or options.dry_run
    broken, soft = (
        [violation.supposed if unmade else violation for violation in several]
        for several in (edition.broken, edition.soft)
    )
    if options.format == "json":
        record: dict[str, object] = {
            **(document or {}),
            "changes": [plain_document(change_record(c), UTC) for c in edition.changes],
            "broken": [{"rule": v.rule, "text": v.text} for v in broken],
            "soft": [{"rule": v.rule, "text": v.text} for v in soft],
            "done": not stopped,
            "written": names_of(edition.before, written),
            "breaches": breach_records(left, options),
        }
        print(json.dumps(record, ensure_ascii=False, indent=2, default=str))
    elif not options.quiet:
        say(lines)
        _print_written(edition, options, written, stopped=stopped)
    for violation in broken:
        word = "warning: broken by --force" if options.force else "error: breaks a rule"
        print(f"{word}: {violation}", file=sys.stderr)
    for violation in () if options.quiet else soft:
        print(f"note: not kept, and soft: {violation}", file=sys.stderr)
    report_breaches(left, options)
    if stopped:
        print(
            "error: Nothing was saved. Fix this, or use --force --why (it is logged).",
            file=sys.stderr,
        )


def change_sentences(edition: Edition[RotationData]) -> list[str]:
    """Return each change of a published shift as a sentence, by start."""
    return list(sentences(edition.after, edition.changes))


def refuse_force_without_why(options: Options) -> None:
    """Require a reason for --force: it is logged."""
    if options.force and not options.why:
        raise BadInput(Fault("--force", "needs a reason, which is logged", "add --why"))


def names_of(rotation: RotationData, written: tuple[Path, ...]) -> list[str]:
    """Return written files as the configuration names them, without tokens."""
    folder = Path(rotation.places.folder)
    return [
        without_tokens(
            path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.as_posix()
        )
        for path in written
    ]


def _print_written(
    edition: Edition[RotationData], options: Options, written: tuple[Path, ...], *, stopped: bool
) -> None:
    if stopped:
        return
    if options.dry_run:
        print("Nothing was written (--dry-run).")
    elif not written:
        print("Nothing changes: nothing was written.")
    else:
        names = names_of(edition.before, written)
        people = [n for n in names if "/people/" in f"/{n}"]
        others = [n for n in names if n not in people]
        count = counted(len(people), "calendar")
        say([printable(f"Written: {', '.join(others)}, and {count} of people")])
