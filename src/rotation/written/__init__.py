"""Records of shifts: history, the published plan, trades and pins."""

from rotation.written.entries import held_from_entries, shifts_from_entries

__all__ = ["held_from_entries", "shifts_from_entries"]
