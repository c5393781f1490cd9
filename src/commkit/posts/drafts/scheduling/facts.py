"""Facts about scheduled drafts."""

from attrs import frozen

from commkit.posts.drafts.records import DraftId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class ScheduledDraftFailed(Fact):
    """A draft was due, and its author was refused; it is left to them.

    Attributes:
        draft: Which.
        author: Whose.
        code: The code of the refusal.
    """

    name = "posts.scheduled_draft_failed"
    draft: DraftId
    author: MemberId
    code: str
