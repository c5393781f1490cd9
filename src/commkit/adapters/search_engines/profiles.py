"""Members as structured data.

Sources: https://schema.org/ProfilePage, and Google's rules for it (developers.google.com/search/docs/appearance/
structured-data/profile-page): mainEntity with a name.
"""

from commkit.adapters.search_engines.places import Place
from commkit.adapters.search_engines.threads import CONTEXT, Data
from commkit.members import MembershipKind, MemberView


def profile_data(place: Place, view: MemberView) -> Data:
    """A member's page as JSON-LD; an agent is no person.

    Args:
        place: Where, from `place_of`.
        view: One of what a visitor's `ViewMembers` gave.
    """
    member = view.member
    who: Data = {
        "@type": "Organization" if member.kind is MembershipKind.AGENT else "Person",
        "name": member.name,
        "identifier": str(member.id),
        "agentInteractionStatistic": {
            "@type": "InteractionCounter",
            "interactionType": f"{CONTEXT}/WriteAction",
            "userInteractionCount": member.post_count,
        },
    }
    url = place.link("Membership", member.id)
    if url:
        who["url"] = url
    return {
        "@context": CONTEXT,
        "@type": "ProfilePage",
        "dateCreated": member.joined_at.isoformat(),
        "mainEntity": who,
    }
