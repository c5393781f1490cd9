"""What happens with the charter. Offers are told to staff and to whom they were made."""

from attrs import frozen

from commkit import Fact
from commkit.posts import PostId
from commkit_support.charter.records import ScopeOfferId


@frozen
class ScopeCharterChanged(Fact):
    """The charter has a new version."""

    name = "support.scope_charter_changed"
    visible_to = "support.read_charter"
    version: int


@frozen
class ScopeOffered(Fact):
    """An asker was told that their draft is out of scope, and was offered the help desk."""

    name = "support.scope_offered"
    visible_to = "support.read_scope_offers"
    offer: ScopeOfferId


@frozen
class PublishedAnyway(Fact):
    """An asker decided to publish what is out of scope."""

    name = "support.published_anyway"
    visible_to = "support.read_scope_offers"
    offer: ScopeOfferId


@frozen
class HelpDeskAsked(Fact):
    """An asker asked the help desk instead of publishing."""

    name = "support.help_desk_asked"
    visible_to = "support.read_scope_offers"
    offer: ScopeOfferId
    question: PostId


@frozen
class SafetyRaised(Fact):
    """A question, or a reply in a thread, tells of danger; staff is told at once."""

    name = "support.safety_raised"
    visible_to = "support.read_scope_offers"
    question: PostId
    reply: PostId | None = None


@frozen
class PrivateDataMasked(Fact):
    """Private data was masked in a post before it was stored; its writer is told."""

    name = "support.private_data_masked"
    visible_to = "support.read_scope_offers"
    post: PostId
