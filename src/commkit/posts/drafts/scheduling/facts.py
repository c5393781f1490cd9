"""Facts about scheduled drafts."""

from attrs import frozen

from commkit.posts.drafts.records import DraftId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class ScheduledDraftFailed(Fact):
    """A scheduled draft could not be published; it stays a draft.

    Attributes:
        draft: The draft.
        author: Its author.
        code: The code of the error that refused it.
    """

    name = "posts.scheduled_draft_failed"
    visible_to = "posts.draft"
    draft: DraftId
    author: MemberId
    code: str
