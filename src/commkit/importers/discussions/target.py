"""The community that discussions are imported into: the commands that it is sent, and what it has of them already."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import TypeVar
from uuid import UUID

from commkit.importers.messages import ListMissingPosts
from commkit.importers.ports import KitProtocol
from commkit.runtime.model.ids import Ids
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.sessions.composition import SYSTEM

_LOOK_UP = 5_000

R = TypeVar("R")


class Target:
    """A community, and the source that is imported into it.

    Args:
        kit: The Kit.
        community: The community's slug.
        source: The name of the source.

    Attributes:
        kit: The Kit.
        community: The community's slug.
        source: The name of the source.
        run: The id of this run.
    """

    def __init__(self, kit: KitProtocol, community: str, source: str) -> None:
        self.kit = kit
        self.community = community
        self.source = source
        self.run: UUID = Ids().new(kit.clock())

    def do(self, command: Command[R]) -> R:
        """Send a command in a transaction of its own."""
        return self.kit.transact(SYSTEM, self.community, lambda session: session.do(command))

    def ask(self, query: Query[R]) -> R:
        """Ask a query."""
        return self.kit.transact(SYSTEM, self.community, lambda session: session.ask(query), read_only=True)

    def find_imported(self, ids: Iterable[str]) -> set[str]:
        """The posts that were imported before, also where they are removed since."""
        missing = self.missing(ids)
        return {id for id, reason in missing.items() if reason in ("", "post removed")}

    def missing(self, ids: Iterable[str]) -> Mapping[str, str]:
        """Why nothing can be added to some posts; an empty text where something can."""
        found: dict[str, str] = {}
        waiting = iter(ids)
        while some := tuple(islice(waiting, _LOOK_UP)):
            missing = self.ask(ListMissingPosts(self.source, some))
            found |= {id: missing.get(id, "") for id in some}
        return found
