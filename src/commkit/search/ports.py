"""The port to another search engine, for hosts that have one.

The database's own index is updated as well, and the engine gets its entries from it. What the engine finds is loaded
by the loader of each object as the actor, so an engine with outdated or foreign entries shows nobody what they may not
see.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol
from uuid import UUID

from commkit.runtime.model.ids import CommunityId
from commkit.runtime.sessions.session import Session
from commkit.search.messages import MAX_CANDIDATES, ReadSearchCandidates, SearchContent
from commkit.search.records import SearchCandidate, SearchEntry


class SearchPort(Protocol):
    """Another search engine; give it to the Kit with `ports={SearchPort: ...}`. It is called outside of sessions."""

    def put(self, community: CommunityId, entry: SearchEntry) -> None:
        """Add an entry, or replace it."""
        ...

    def delete(self, community: CommunityId, record: str, object: UUID) -> None:
        """Delete an entry; a missing one is no error."""
        ...

    def search(self, community: CommunityId, query: SearchContent) -> Sequence[SearchCandidate]:
        """Find entries, the most relevant first; more than the query's limit, as the actor may not see all."""
        ...


def search_with_port(
    port: SearchPort, open_session: Callable[[], Session], query: SearchContent
) -> tuple[Any, ...]:
    """Search with another engine.

    Args:
        port: The other engine.
        open_session: Opens a session of the actor, such as `lambda: kit.session(actor, community, read_only=True)`.
        query: The search.

    Returns:
        The objects that the actor may see, the most relevant first; at most the query's limit.
    """
    with open_session() as session:
        community = session.community.id
    candidates = port.search(community, query)
    with open_session() as session:
        return session.ask(ReadSearchCandidates(tuple(candidates)[:MAX_CANDIDATES], limit=query.limit))
