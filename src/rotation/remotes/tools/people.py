"""People of tools that list everybody they know."""

from collections.abc import Iterable, Mapping, Sequence

from rotation.remotes.tool import Somebody
from rotation.remotes.tools.reading import RemoteAccount, matched

__all__ = ["ListedPeople"]


class ListedPeople:
    """The part of a tool that finds people; a tool has `_listed`, which is asked once."""

    _everybody: Sequence[RemoteAccount] | None = None

    def _listed(self) -> Iterable[RemoteAccount]:
        """Return everybody there, without accounts that are not active."""
        raise NotImplementedError

    def _accounts(self) -> Sequence[RemoteAccount]:
        if self._everybody is None:
            self._everybody = tuple(self._listed())
        return self._everybody

    def users(self, people: Sequence[Somebody]) -> Mapping[str, str]:
        """Return the ids of people by `remote_ids`, else by their addresses."""
        return matched(people, self._accounts())

    def addresses(self) -> Sequence[str]:
        """Return the addresses of everybody there."""
        return [account.email for account in self._accounts() if account.email]
