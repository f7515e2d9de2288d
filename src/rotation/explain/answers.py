"""The interface of answers, kept in `rotation.display.answers` because trades use it too."""

from rotation.display.answers import Answer, Answers, frame_of, number, place, plain

__all__ = ["Answer", "Answers", "frame_of", "number", "place", "plain"]
