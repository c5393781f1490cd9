"""The fact of a changed preference."""

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen(kw_only=True)
class CrawlerPreferenceChanged(Fact):
    """A member said what crawlers may do with what is theirs.

    Attributes:
        member: The member.
        indexing: Whether search engines may list it.
        training: Whether models may be trained on it.
    """

    name = "crawlers.preference_changed"
    visible_to = None
    inward = ("actor", "member")

    member: MemberId
    indexing: bool
    training: bool
