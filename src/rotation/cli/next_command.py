"""Which command usually follows each command, by what it did.

Each function returns a command line to type, with the folder and the day of the run that is over.
Those of commands that change the published plan are called before `finish` knows whether a rule
forbids the change: they return what follows if nothing is left to do.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from rotation.cli.arguments import HERE
from rotation.cli.following import DRY_RUN, ahead, due, fix_of, unfinished
from rotation.cli.options import Options
from rotation.cli.typed import again, quoted, spelling_of, with_config
from rotation.horizon.clock import NOON, instant
from rotation.model.settings import RotationData
from rotation.written.changed_shifts import taken_away

if TYPE_CHECKING:
    from rotation.checks.judgement import Judgement
    from rotation.explain import Answers, Reason
    from rotation.fleet import FleetReport
    from rotation.fleet.ledgers import FleetLedger
    from rotation.fleet.on_call_report import FleetOnCall
    from rotation.fleet.publication import FleetPublication
    from rotation.fleet.pushes import FleetPush
    from rotation.fleet.upcoming import FleetShifts
    from rotation.plans.plan import Plan
    from rotation.plans.replan import Replan
    from rotation.plans.volunteering import SignUp
    from rotation.trades.agreement import Agreement
    from rotation.trades.departures import Departure
    from rotation.trades.edition import Edition
    from rotation.trades.options import Suggestion
    from rotation.trades.remedies import BreachFix
    from rotation.trades.upcoming import NextShifts

__all__ = [
    "after_change",
    "after_check",
    "after_completion",
    "after_departure",
    "after_document",
    "after_explain",
    "after_fleet",
    "after_fleet_fairness",
    "after_fleet_publish",
    "after_fleet_push",
    "after_fleet_shifts",
    "after_fleet_who",
    "after_import",
    "after_init",
    "after_look",
    "after_next_shifts",
    "after_plan",
    "after_push",
    "after_questions",
    "after_refused_trade",
    "after_remote_check",
    "after_repair",
    "after_replan",
    "after_schema",
    "after_sheet",
    "after_suggestion",
    "after_sync",
    "plan_of",
    "publication_of",
    "shown",
]


# -- plans --------------------------------------------------------------------------------------


def after_init(options: Options) -> str:
    """Return the first plan."""
    if options.dry_run:
        return again(options, without=DRY_RUN)
    config = HERE if str(options.folder) == "." else options.folder
    return with_config("plan", Options(config=config, directory=options.directory))


def after_plan(options: Options, plan: "Plan", broken: "Sequence[BreachFix]") -> str:
    """Return the publication, unless something has to be settled before it."""
    typed = spelling_of(options)
    if options.dry_run:
        return again(options, without=DRY_RUN)
    if fix := fix_of(broken):
        return typed(fix)
    if taken_away(plan.rotation, plan.rows):
        return typed("replan")
    if plan.open_regular:
        return typed(_with_horizon("explain", options))
    return _missing_sheet(options, plan) or typed(_publish(options))


def after_check(
    options: Options, rotation: RotationData, today: date, judgement: "Judgement", *, own: bool
) -> str:
    """Return what a schedule that was checked is good for.

    Parameters
    ----------
    options : Options
        Of `check`.
    rotation : RotationData
        As loaded.
    today : datetime.date
        In the rotation's zone.
    judgement : Judgement
        The broken rules.
    own : bool
        Whether the published plan was checked.
    """
    typed = spelling_of(options)
    if own and not (judgement or judgement.open_regular):
        return due(options, rotation, today) or typed("who")
    if own:
        return typed("replan --dry-run" if ahead(rotation, today) else "show")
    if judgement or judgement.open_regular:
        return typed("plan" if judgement else "explain")
    draft = Path(rotation.places.folder) / "out" / "schedule.csv"
    if options.schedule.resolve() == draft.resolve():
        return typed("publish")
    return typed(f"publish --schedule {quoted(str(options.schedule))}")


def after_explain(options: Options) -> str:
    """Return the plan to make again, once somebody has agreed to a change."""
    return spelling_of(options)("replan" if options.published else plan_of(options))


def after_questions(options: Options, answers: "Answers[Reason]") -> str:
    """Return what to ask next of a plan, or who else could take a published shift."""
    typed = spelling_of(options)
    if not options.published:
        return typed(_with_horizon("compromises", options))
    return typed(f"trade suggest {answers[0].shift}" if answers else "show")


def plan_of(options: Options) -> str:
    """Return `plan` with the horizon and the effort of a question."""
    return _with_horizon("plan", options)


def after_sheet(options: Options, signup: "SignUp") -> str:
    """Return the plan for which people sign up."""
    if options.dry_run:
        return again(options, without=DRY_RUN)
    return spelling_of(options)(f"plan --month {signup.first:%Y-%m}")


# -- changes of the published plan --------------------------------------------------------------


def after_change(
    options: Options,
    edition: "Edition[RotationData]",
    left: "Sequence[BreachFix]",
    usual: str = "notes",
    refused: str = "show",
) -> str:
    """Return what follows a change of the published plan, by default that people hear of it.

    Parameters
    ----------
    options : Options
        Of the command.
    edition : Edition
        The change, which broken rules may have stopped.
    left : sequence of BreachFix
        What it leaves broken and not over.
    usual, refused : str
        The command, without `rotation`, where nothing is left to do and where a rule forbids it.
    """
    typed = spelling_of(options)
    if edition.broken and not options.force:
        return typed(refused)
    rotation, today = edition.after, edition.today
    to_do = unfinished(options, rotation, today, left) or due(options, rotation, today)
    return to_do or typed(usual)


def shown(edition: "Edition[RotationData]") -> tuple[str, str]:
    """Return what follows a publication: who is on call, or the month; and what a refused one."""
    rotation = edition.after
    zone = ZoneInfo(rotation.timezone)
    before = set(edition.before.published)
    new = sorted(entry.start for entry in rotation.published if entry not in before)
    noon = instant(zone, edition.today, NOON)
    if not new:
        return "who", "show"
    # The first shift of a plan often starts in the month before.
    month = f"--month {new[len(new) // 2].astimezone(zone):%Y-%m}"
    now = any(entry.start <= noon < entry.end for entry in rotation.published)
    return "who" if now else f"show {month}", f"plan {month}"


def after_replan(
    options: Options, replanned: "Replan[RotationData]", broken: "Sequence[BreachFix]"
) -> str:
    """Return what applies a replan, or what to do about what it cannot change."""
    plan, typed = replanned.plan, spelling_of(options)
    if replanned.empty:
        fix = fix_of(broken) or ("explain --published" if plan.open_regular else "")
        return typed(fix) if fix else due(options, plan.rotation, plan.today) or typed("who")
    if options.dry_run:
        return again(options, without=DRY_RUN)
    return typed(publication_of(options, replanned))


def publication_of(options: Options, replanned: "Replan[RotationData]") -> str:
    """Return the command that makes a replan the published plan, without `rotation`."""
    # A released shift is a lock for a command that does not know of the release, and a shift that
    # no longer exists is in no schedule.
    if replanned.released:
        return "replan --release --publish"
    return _publish(options) if replanned.alignment.empty else "replan --publish"


def after_suggestion(
    options: Options, rotation: RotationData, today: date, suggestion: "Suggestion"
) -> str:
    """Return the best trade; where nothing works, why an open shift is so, or a replan."""
    typed = spelling_of(options)
    if suggestion.options:
        return typed(suggestion.command(suggestion.options[0]).removeprefix("rotation "))
    if not ahead(rotation, today):
        return typed("show")
    open_ = suggestion.asked.line.engineer is None
    return typed("explain --published" if open_ else "replan --release --dry-run")


def after_refused_trade(options: Options) -> str:
    """Return the question who could take a shift, without `rotation`."""
    bounds = (("--from", options.start), ("--to", options.end))
    given = [f"{name} {value.isoformat()}" for name, value in bounds if value is not None]
    return " ".join(["trade suggest", quoted(options.shift), *given])


def after_sync(options: Options, rotation: RotationData, broken: "Sequence[BreachFix]") -> str:
    """Return what follows a calendar that says what the published plan says."""
    typed, fix = spelling_of(options), fix_of(broken)
    return typed(fix) if fix else due(options, rotation, options.today) or typed("who")


def after_departure(options: Options, departure: "Departure[RotationData]") -> str:
    """Return what gives away the shifts that nobody has agreed to take."""
    proposed = any(stretch.proposed for stretch in departure.left)
    return again(options, without=DRY_RUN, plus=("--accept" if proposed else "--replan",))


def after_repair(options: Options, repaired: "Agreement") -> str:
    """Return the check of files that agree."""
    if options.dry_run and repaired.disagreements:
        return again(options, without=DRY_RUN)
    return spelling_of(options)("check")


# -- other tools ---------------------------------------------------------------------------------


def after_import(options: Options, folder: Path) -> str:
    """Return the first plan of a folder that was made from an export."""
    if options.dry_run:
        return again(options, without=DRY_RUN)
    plan = with_config("plan", Options(config=folder, directory=options.directory))
    return f"{plan} --today {options.today}" if options.today else plan


def after_push(options: Options, code: int) -> str:
    """Return what records the changes of people that a push left alone, or the announcement."""
    if code:
        return spelling_of(options)(" ".join(["pull", *_remote(options), DRY_RUN]))
    return again(options, without=DRY_RUN) if options.dry_run else spelling_of(options)("notes")


def after_remote_check(options: Options, code: int) -> str:
    """Return the push, or the same check once what it reports was corrected."""
    if code:
        return again(options)
    return spelling_of(options)(" ".join(["push", *_remote(options), DRY_RUN]))


def after_document(options: Options) -> str:
    """Return the check of the remotes, once the document is where the tool wants it."""
    return with_config("remote check", Options(config=HERE, directory=options.directory))


def _remote(options: Options) -> list[str]:
    return [quoted(options.remote)] if options.remote else []


# -- looking at it ------------------------------------------------------------------------------


def after_look(
    options: Options,
    rotation: RotationData,
    today: date,
    usual: str,
    broken: "Sequence[BreachFix]" = (),
) -> str:
    """Return what has to be done about the published plan, or another look at it.

    Parameters
    ----------
    options : Options
        Of the command.
    rotation : RotationData
        As loaded.
    today : datetime.date
        In the rotation's zone.
    usual : str
        The command, without `rotation`, where nothing has to be done.
    broken : sequence of BreachFix
        What is broken and not over.
    """
    to_do = unfinished(options, rotation, today, broken) or due(options, rotation, today)
    return to_do or spelling_of(options)(usual)


def after_next_shifts(options: Options, mine: "NextShifts") -> str:
    """Return the question who could take somebody's next shift."""
    shift = mine.shifts[0].id if mine.shifts else ""
    return spelling_of(options)(f"trade suggest {shift}" if shift else "show")


# -- many teams -----------------------------------------------------------------------------------


def after_fleet(options: Options, report: "FleetReport") -> str:
    """Return what to do about the first team that needs somebody, or what follows for all."""
    row = next((row for row in report.rows if row.exit_code), None)
    if row is not None:
        asked = "explain" if options.act == "plan" and row.open else options.act
        return _in_team(options, row.team)("check" if row.faults else asked)
    if getattr(options, "dry_run", False):
        return again(options, without=DRY_RUN)
    return _of_fleet(options)(f"fleet {'publish' if options.act == 'plan' else 'plan'}")


def after_fleet_fairness(options: Options, ledger: "FleetLedger") -> str:
    """Return the check of the first team that failed, or the ledgers of one team."""
    if ledger.failures:
        return _in_team(options, ledger.failures[0].team)("check")
    teams = [team for account in ledger.accounts for team in account.person.teams]
    return _in_team(options, teams[0])("fairness") if teams else _of_fleet(options)("fleet who")


def after_fleet_publish(options: Options, report: "FleetPublication") -> str:
    """Return what to do about the first team that needs somebody, or a look at who is on call."""
    row = next((row for row in report.rows if row.exit_code), None)
    if row is not None:
        return _in_team(options, row.team)("publish --dry-run" if row.faults else "check")
    if options.dry_run:
        return again(options, without=DRY_RUN)
    return _of_fleet(options)("fleet who")


def after_fleet_push(options: Options, report: "FleetPush") -> str:
    """Return what to do about the first team that needs somebody, or the push after a dry run."""
    row = next((row for row in report.rows if row.exit_code), None)
    if row is not None:
        typed = _in_team(options, row.team)
        remote = f" {quoted(row.remote)}" if row.remote else ""
        asked = "remote check" if row.faults else "pull"
        return typed(f"{asked}{remote}" if row.faults else f"{asked}{remote} {DRY_RUN}")
    return again(options, without=DRY_RUN) if options.dry_run else _of_fleet(options)("fleet who")


def after_fleet_who(options: Options, answer: "FleetOnCall") -> str:
    """Return what to look at in the first team that needs somebody, or the plans of all."""
    failed = next(iter(answer.failures), None)
    if failed is not None:
        return _in_team(options, failed.team)("check")
    team = next((team for team in answer.teams if team.exit_code), None)
    if team is not None:
        return _in_team(options, team.team)("check" if team.broken else "show")
    return _of_fleet(options)("fleet check")


def after_fleet_shifts(options: Options, mine: "FleetShifts") -> str:
    """Return the question who could take somebody's next shift."""
    if not mine.shifts:
        return _of_fleet(options)("fleet who")
    team, _, shift = mine.shifts[0]
    return _in_team(options, team)(f"trade suggest {shift.id}")


def _in_team(options: Options, team: str) -> Callable[[str], str]:
    """Return a function that writes a command for one team of the fleet."""
    return spelling_of(Options(**{**vars(options), "config": options.folder / team}))


def _of_fleet(options: Options) -> Callable[[str], str]:
    """Return a function that writes a command for the whole fleet."""
    config = HERE if str(options.folder) == "." else options.folder
    return spelling_of(Options(**{**vars(options), "config": config}))


# -- around it ----------------------------------------------------------------------------------


def after_schema(options: Options) -> str:
    """Return the check of a configuration, which finds more than a schema."""
    return with_config("check", Options(config=HERE, directory=options.directory))


def after_completion(options: Options) -> str:
    """Return what loads the script."""
    if options.shell == "fish":
        return "rotation completion fish > ~/.config/fish/completions/rotation.fish"
    return f'eval "$(rotation completion {options.shell})"'


def _publish(options: Options) -> str:
    """Return `publish` with the schedule that was written, where `--out` says where."""
    out = f" --schedule {quoted(str(options.out / 'schedule.csv'))}" if options.out else ""
    return f"publish{out}"


def _missing_sheet(options: Options, plan: "Plan") -> str:
    """Return the command that writes a sign-up sheet, if nobody could sign up yet."""
    from rotation.export.signup import signup_name  # noqa: PLC0415 - plans with open shifts only
    from rotation.plans.volunteering import unoffered  # noqa: PLC0415 - see above

    if not plan.open_volunteer:
        return ""
    folder = options.out or Path(plan.rotation.places.folder) / "out"
    for turn in unoffered(plan):
        name = turn.period.name
        if not (folder / f"{signup_name(name, turn.first)}.csv").exists():
            words = f"--period {quoted(name)} --year {turn.first.year}"
            return spelling_of(options)(f"volunteers open {words}")
    return ""


def _with_horizon(command: str, options: Options) -> str:
    """Return a command with the horizon and the effort of this run."""
    given: dict[str, Any] = {
        "--month": options.month,
        "--from": options.first,
        "--to": options.last,
        "--weeks": options.weeks,
        "--rounds": options.rounds,
        "--effort": options.effort,
        "--time-limit": options.time_limit,
    }
    words = [
        f"{name} {f'{value:g}' if isinstance(value, float) else value}"
        for name, value in given.items()
        if value is not None
    ]
    return " ".join([command, *words])
