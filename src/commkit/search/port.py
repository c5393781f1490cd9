"""The port to another search engine, for hosts that have one.

The database's own index is kept all the same: it is the truth that the engine is fed from. What the engine finds is
looked up through the door of each object, as the actor: an engine that is behind, or was fed by somebody else, shows
nobody what they may not see.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol
from uuid import UUID

from attrs import frozen

from commkit.runtime.model.errors import NotFound
from commkit.runtime.model.ids import CommunityId
from commkit.runtime.sessions.session import Session
from commkit.search.messages import Search
from commkit.search.records import Entry


@frozen
class Candidate:
    """What an engine found."""

    record: str
    object: UUID


class SearchPort(Protocol):
    """Another search engine; the host gives it with `Kit(ports={SearchPort: ...})`. It is called outside sessions."""

    def put(self, community: CommunityId, entry: Entry) -> None:
        """Take an entry, or take it anew."""
        ...

    def drop(self, community: CommunityId, record: str, object: UUID) -> None:
        """Forget an entry."""
        ...

    def find(self, community: CommunityId, question: Search) -> Sequence[Candidate]:
        """Find entries, the best first; more than the question's limit, since some may not be for the actor."""
        ...


def search_through(
    port: SearchPort, open_session: Callable[[], Session], question: Search
) -> tuple[Any, ...]:
    """Search with another engine.

    Args:
        port: The engine.
        open_session: Opens a session of the actor, such as `lambda: kit.session(actor, community, read_only=True)`.
        question: What to find.

    Returns:
        The objects that were found and that the actor may see, the best first, at most the question's limit.
    """
    with open_session() as session:
        community = session.community_id
    found = port.find(community, question)
    seen: list[Any] = []
    with open_session() as session:
        for candidate in found:
            record = session.registry.records.get(candidate.record)
            if record is None or len(seen) >= question.limit:
                continue
            try:
                seen.append(session.get(record, candidate.object))
            except NotFound:
                continue
    return tuple(seen)
