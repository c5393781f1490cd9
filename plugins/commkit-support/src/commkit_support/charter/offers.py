"""When deciding an offer is offered, besides the permission."""

from commkit import Context
from commkit_support.charter.feature import charter_feature
from commkit_support.charter.judging.queries import current_charter
from commkit_support.charter.messages import AskHelpDesk, PublishAnyway
from commkit_support.charter.policy import is_refused
from commkit_support.charter.records import OfferState, ScopeOffer
from commkit_support.handoff.ports import HelpDesk


@charter_feature.offers(AskHelpDesk, about=ScopeOffer)
def may_ask_help_desk(context: Context, offer: ScopeOffer) -> bool:
    """One's own that is not decided, where there is a help desk."""
    is_pending = offer.state in (OfferState.OPEN, OfferState.INSISTED)
    return is_pending and offer.member == context.member_or_none and context.port(HelpDesk) is not None


@charter_feature.offers(PublishAnyway, about=ScopeOffer)
def may_publish_anyway(context: Context, offer: ScopeOffer) -> bool:
    """One's own that is open, unless one of its topics is never published."""
    if offer.state is not OfferState.OPEN or offer.member != context.member_or_none:
        return False
    return not is_refused(topic for topic in current_charter(context).topics if topic.name in offer.topics)
