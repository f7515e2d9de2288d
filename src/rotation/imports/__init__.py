"""Moving in: a rotation from a schedule that another tool exported (docs/moving-in.md)."""

from rotation.imports.imported import Imported
from rotation.imports.merged import MergedHistory, merge_export
from rotation.imports.sources import import_schedule, read_export

__all__ = ["Imported", "MergedHistory", "import_schedule", "merge_export", "read_export"]
