"""`rotation init`."""

from rotation.cli.arguments import HERE
from rotation.cli.following import choose_next, people_read
from rotation.cli.next_command import after_init
from rotation.cli.options import Options
from rotation.config.template import IGNORING, OWN_FILES, ignores_own_files, write_template
from rotation.errors import printable

__all__ = ["run_init"]


def run_init(options: Options) -> int:
    """Write a configuration that is ready to plan; never overwrite a file."""
    ignores = ignores_own_files(options.folder)
    for path in write_template(options.folder, dry_run=options.dry_run):
        print(printable(str(path)))
    if not ignores:
        print(f"{printable(str(options.folder / IGNORING))} (a line for {OWN_FILES})")
    if options.dry_run:
        print("Nothing was written (--dry-run).")
    elif people_read(options):
        print(f"Put your people and tracks into {printable(str(options.folder / HERE))}.")
    else:
        print(f"plan the next month with: python -m {after_init(options)}")
    choose_next(options, after_init)
    return 0
