"""The commands: their names, arguments, options and help texts.

One module per group. The code of a command is imported when it runs, because `--help` and `check`
need no solver.
"""

from rotation.cli.commands.completion import completion
from rotation.cli.commands.fleets import fleet
from rotation.cli.commands.ledgers import fairness, hours
from rotation.cli.commands.planning import check, import_, init, plan
from rotation.cli.commands.publishing import archive, leave, publish, repair, replan, sync, undo
from rotation.cli.commands.questions import compromises, explain, why, why_not
from rotation.cli.commands.remotes import pull, push, remote
from rotation.cli.commands.root import rotation
from rotation.cli.commands.schema import schema
from rotation.cli.commands.trading import trade
from rotation.cli.commands.views import feeds, notes, report, show, volunteers, who

__all__ = ["ROTATION"]

ROTATION = rotation(
    (
        init,
        import_,
        plan,
        check,
        publish,
        replan,
        trade,
        sync,
        leave,
        undo,
        archive,
        push,
        pull,
        remote,
        repair,
        who,
        show,
        report,
        notes,
        feeds,
        volunteers,
        explain,
        why,
        why_not,
        compromises,
        fairness,
        hours,
        fleet,
        completion,
        schema,
    )
)
"""The whole command line, its commands in the order of `--help`."""
