"""What every answer can do; kept in `rotation.analysis.answers`, which trades use, too."""

from rotation.analysis.answers import Answer, Answers, frame_of, number, place, plain

__all__ = ["Answer", "Answers", "frame_of", "number", "place", "plain"]
