"""The tables `[[feed]]`."""

from collections.abc import Iterable, Iterator

from rotation.config.document import Document
from rotation.config.faults import Faults
from rotation.config.schema import FeedTable
from rotation.config.text import quote
from rotation.config.tracks import TrackNames
from rotation.model.feeds import Feed
from rotation.model.people import Engineer
from rotation.model.source import Source

__all__ = ["read_feeds"]


def read_feeds(
    document: Document,
    known: TrackNames,
    shadows: Iterable[str],
    engineers: Iterable[Engineer],
    remarks: Faults,
) -> tuple[Feed, ...]:
    """Return the feeds, by name.

    Parameters
    ----------
    document : Document
        Collects the problems.
    known : TrackNames
        The tracks that a feed may have.
    shadows : iterable of str
        Names of tracks that only look on: feeds of all tracks do without them.
    engineers : iterable of Engineer
        Whoever holds a shift of a feed and has no address is remarked on: no tool knows them.
    remarks : Faults
        Collects the warnings.
    """
    feeds: dict[str, Feed] = {}
    first: dict[str, Source] = {}
    looking_on, people = frozenset(shadows), tuple(engineers)
    for path, raw in document.tables("feed"):
        table = document.read(FeedTable, path, raw)
        if table is None:
            continue
        meant = known.all_meant(document, (*path, "tracks"), table.tracks)
        feed = Feed(table.name, table.profile, meant)
        if table.name in first:
            what = f"{quote(table.name)} is the name of a feed {first[table.name].where} already"
            document.fault((*path, "name"), what, "choose another name, or remove one")
        else:
            first[table.name] = document.source(path)
        feeds[table.name] = feed
        held = frozenset(feed.tracks or set(known.present.values()) - looking_on)
        unknown = list(_without_address(people, held))
        if unknown:
            what = f"{quote(table.name)} cannot name {', '.join(unknown)} by an e-mail address"
            document.remark(path, what, "add their addresses: tools know people by these", remarks)
    return tuple(feed for _, feed in sorted(feeds.items()))


def _without_address(people: Iterable[Engineer], tracks: frozenset[str]) -> Iterator[str]:
    for person in people:
        mine = person.tracks is None or not tracks.isdisjoint(person.tracks)
        if mine and not person.email and person.leaves is None:
            yield person.name
