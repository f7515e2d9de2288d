"""The secret of the published files' addresses: the only reader of its environment variable."""

import os

from rotation.model.settings import RotationData
from rotation.trades.public_folder import secret_in

__all__ = ["secret_of"]


def secret_of(rotation: RotationData) -> str | None:
    """Return the secret that a configuration asks for; None where it asks for none.

    Raises
    ------
    BadInput
        As `secret_in` does.
    """
    return secret_in(rotation, os.environ)
