"""People in structured data: by the name that others see, and with an address only where they have a page."""

from typing import Any

from commkit.adapters.search_engines.places import Place
from commkit.members import Author, MembershipKind


def person_data(place: Place, author: Author) -> dict[str, Any]:
    """An author; of somebody who was erased nothing is left, and who left has no page any more.

    An agent is told as an organization, since it is no person.

    Args:
        place: Where.
        author: Who.
    """
    agent = author.kind is MembershipKind.AGENT
    found: dict[str, Any] = {"@type": "Organization" if agent else "Person"}
    if author.member is None and not author.name:
        return found
    if author.name:
        found["name"] = author.name
    url = place.link("Membership", author.member) if author.role else ""
    return {**found, "url": url} if url else found


def community_data(place: Place) -> dict[str, Any]:
    """The community as an organization."""
    found: dict[str, Any] = {"@type": "Organization", "name": place.community.title}
    return {**found, "url": place.home} if place.home else found
