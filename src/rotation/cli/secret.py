"""The secret of the published files' addresses: the only reader of its environment variable."""

import os

from rotation.arguments import read_all
from rotation.errors import BadInput, Fault
from rotation.kinds import SECRET
from rotation.model.settings import RotationData

__all__ = ["secret_of"]


def secret_of(rotation: RotationData) -> str | None:
    """Return the secret that a configuration asks for; None where it asks for none.

    Raises
    ------
    BadInput
        When the variable is not set, or its value is no secret; the value is never repeated.
    """
    variable = rotation.calendar.secret_env
    if not variable:
        return None
    value = os.environ.get(variable, "")
    if not value:
        what = "is not set, and the addresses of the published files are made from it"
        hint = "set it to the secret; without it nothing is published, and nothing was changed"
        raise BadInput(Fault(f"environment variable {variable}", what, hint))
    place = f"environment variable {variable}"
    read = read_all({place: value}, {place: SECRET})[place]
    assert isinstance(read, str)
    return read
