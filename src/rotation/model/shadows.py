"""Which lines of a schedule are shadow turns: extra ones, which may stay open."""

from rotation.model.identity import shift_name, split_part
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry

__all__ = ["is_shadow"]


def is_shadow(rotation: RotationData, entry: Entry) -> bool:
    """Return whether a line is a turn of a track that is a shadow on its day.

    Parameters
    ----------
    rotation : RotationData
        Its tracks; lines of others are no shadows.
    entry : Entry
        With the present name of its track.
    """
    named = shift_name(split_part(entry.shift)[0])
    own = next((track for track in rotation.tracks if track.name == entry.track), None)
    return named is not None and own is not None and own.at(named.day).shadow
