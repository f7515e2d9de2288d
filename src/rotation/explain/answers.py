"""What every answer can do; kept in `rotation.display.answers`, which trades use, too."""

from rotation.display.answers import Answer, Answers, frame_of, number, place, plain

__all__ = ["Answer", "Answers", "frame_of", "number", "place", "plain"]
