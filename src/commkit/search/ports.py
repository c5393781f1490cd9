"""TODO."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol
from uuid import UUID

from commkit.runtime.model.ids import CommunityId
from commkit.runtime.sessions.session import Session
from commkit.search.messages import MAX_CANDIDATES, ReadSearchCandidates, SearchContent
from commkit.search.records import SearchCandidate, SearchEntry


class SearchPort(Protocol):
    """Another search engine; the host gives it with `Kit(ports={SearchPort: ...})`. It is called outside sessions."""

    def put(self, community: CommunityId, entry: SearchEntry) -> None:
        """Take an entry, or take it anew."""
        ...

    def delete(self, community: CommunityId, record: str, object: UUID) -> None:
        """Forget an entry."""
        ...

    def search(self, community: CommunityId, query: SearchContent) -> Sequence[SearchCandidate]:
        """Find entries, the best first; more than the query's limit, since some may not be for the actor."""
        ...


def search_with_port(
    port: SearchPort, open_session: Callable[[], Session], query: SearchContent
) -> tuple[Any, ...]:
    """Search with another engine.

    Args:
        port: The engine.
        open_session: Opens a session of the actor, such as `lambda: kit.session(actor, community, read_only=True)`.
        query: What to find.

    Returns:
        The objects that were found and that the actor may see, the best first, at most the query's limit.
    """
    with open_session() as session:
        community = session.community.id
    candidates = port.search(community, query)
    with open_session() as session:
        return session.ask(ReadSearchCandidates(tuple(candidates)[:MAX_CANDIDATES], limit=query.limit))
