"""The exit code of each ending, as docs/files.md has it."""

from rotation import errors
from rotation.errors import RotationError

CODES = {
    "RotationError": 2,
    "BadInput": 2,
    "Impossible": 1,
    "OutOfEffort": 1,
    "SolverDisagreement": 70,
    "OutputFailed": 74,
    "Busy": 75,
    "Interrupted": 130,
}


def test_every_ending_has_its_code() -> None:
    """1 asks for a person, 2 is bad input, 70 a bug of ours; the rest is as in sysexits.h."""
    there = {
        name: kind.exit_code
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, RotationError)
    }
    assert there == CODES
