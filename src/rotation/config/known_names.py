"""NameKind of tracks and people in the settings of rules and goals."""

from collections.abc import Mapping
from dataclasses import dataclass
from unicodedata import normalize

from rotation.config.document import Document
from rotation.config.faults import Wrong
from rotation.config.people import People
from rotation.config.text import quote, suggest
from rotation.config.toml_lines import KeyPath
from rotation.config.tracks import TrackNames
from rotation.model.people import Engineer
from rotation.model.tracks import Track
from rotation.rules import NameKind

__all__ = ["KnownNames"]


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The names that a team's files use.

    Attributes
    ----------
    tracks : TrackNames
        Of tracks.
    people : People
        All declared people.
    skills : frozenset of str
        What anybody is said to be able to do.
    configured : mapping of str to Track
        The tracks whose tables have no fault, by present name; their settings say what they have of
        the rotation by default.
    engineers : tuple of Engineer
        Those whose tables have no fault.
    """

    tracks: TrackNames
    people: People
    skills: frozenset[str]
    configured: Mapping[str, Track]
    engineers: tuple[Engineer, ...]

    def read(
        self,
        document: Document,
        path: KeyPath,
        names: NameKind,
        value: object,
        *,
        optional: bool,
    ) -> object:
        """Return a text or a list of texts with today's names, and report those that are unknown.

        Parameters
        ----------
        document : Document
            Collects the problems.
        path : tuple
            Of the key.
        names : NameKind
            What the texts name.
        value : str or tuple of str
            As written.
        optional : bool
            Whether the key may be left out.
        """
        if not isinstance(value, tuple):
            return self._known(document, path, names, str(value))
        if not value:
            what = f"names no {names}"
            left_out = "leave the key out if it shall hold for all"
            document.fault(path, what, left_out if optional else "name some")
        known: dict[str, None] = {}
        for number, text in enumerate(value):
            meant = self._meant(document, (*path, number), names, text)
            if any(name in known for name in meant):
                document.fault((*path, number), f"{quote(text)} is named twice", "name it once")
            known |= dict.fromkeys(meant)
        return tuple(known)

    def _known(self, document: Document, path: KeyPath, names: NameKind, text: str) -> str:
        """Return the name that a text means, and report a text that means several tracks."""
        meant = self._meant(document, path, names, text)
        if len(meant) > 1:
            what = f"{quote(text)} has {len(meant)} holders, and one track is expected"
            document.fault(path, what, f"name one of {', '.join(meant)}")
        return meant[0]

    def _meant(
        self, document: Document, path: KeyPath, names: NameKind, text: str
    ) -> tuple[str, ...]:
        """Return what a text names; a track of several holders is all of theirs."""
        try:
            if names is NameKind.TRACKS:
                return self.tracks.meant(text)
            if names is NameKind.SKILLS:
                return (self._known_skill(text),)
            return (self.people.known(text),)
        except Wrong as problem:
            document.wrong(path, problem)
            return (text,)

    def _known_skill(self, text: str) -> str:
        text = normalize("NFC", text)
        if text in self.skills or not self.people.zones:
            return text
        hint = suggest(text, self.skills) or "add it to somebody's `skills`"
        raise Wrong(f"nobody has the skill {quote(text)}", hint)
