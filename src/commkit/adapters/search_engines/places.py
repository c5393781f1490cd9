"""Where pages are: a community on the host's site, with what its type says about posts."""

from collections.abc import Mapping
from uuid import UUID

from attrs import frozen

from commkit.communities import Community, Site
from commkit.fields import FieldValue, licence_of
from commkit.kit import Kit
from commkit.notifications import MailSite
from commkit.runtime.model.types import CommunityType


@frozen
class Place:
    """A community as search engines are told of it; made by `place_of`.

    Attributes:
        community: The community.
        site: Where pages are.
        answers: By kind of thread, the kind of reply that answers it.
        upvotes: The reactions that add to a score.
        type: The community's type; None where the Kit has it no more.
    """

    community: Community
    site: Site
    answers: Mapping[str, str]
    upvotes: frozenset[str]
    type: CommunityType | None = None

    def link(self, record: str, id: UUID | None) -> str:
        """The address of a page; empty where there is none."""
        return self.site.object_link(self.community.slug, record, id) if id is not None else ""

    @property
    def home(self) -> str:
        """The address of the community's own page; empty where it has none."""
        return self.link("Community", self.community.id)

    def licence(self, values: Mapping[str, FieldValue]) -> str:
        """The address of the licence of a post, by the values of its fields; empty where it has none."""
        found = licence_of(self.type, values) if self.type is not None else None
        return found.url if found is not None else ""


def site_of(kit: Kit) -> Site:
    """What the host told of its site: the port `Site`, or else `MailSite`; without either no page has an address.

    Args:
        kit: The Kit.
    """
    return kit.port(Site) or kit.port(MailSite) or Site()


def place_of(kit: Kit, community: Community) -> Place:
    """A community as search engines are told of it.

    Args:
        kit: The Kit.
        community: The community, such as `session.community`.
    """
    known = next((each for each in kit.types if each.name == community.type), None)
    return Place(
        community,
        site_of(kit),
        {kind.name: kind.awaits for kind in known.post_kinds if kind.awaits} if known is not None else {},
        frozenset(name for name, weight in known.reactions.items() if weight > 0)
        if known is not None
        else frozenset(),
        known,
    )
