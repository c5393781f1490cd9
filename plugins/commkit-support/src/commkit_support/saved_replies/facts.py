"""What happens to saved replies."""

from attrs import frozen

from commkit import Fact
from commkit.posts import PostId
from commkit_support.saved_replies.records import SavedReplyId


@frozen
class SavedReplyCreated(Fact):
    """A reply was saved."""

    name = "support.saved_reply_created"
    visible_to = "support.use_saved_replies"
    reply: SavedReplyId


@frozen
class SavedReplyUpdated(Fact):
    """The title or text of a saved reply changed."""

    name = "support.saved_reply_updated"
    visible_to = "support.use_saved_replies"
    reply: SavedReplyId


@frozen
class SavedReplyDeleted(Fact):
    """A saved reply was deleted; what was published with it stays."""

    name = "support.saved_reply_deleted"
    visible_to = "support.use_saved_replies"
    deleted = ("reply",)
    reply: SavedReplyId


@frozen
class SavedReplyUsed(Fact):
    """A saved reply was published below a question."""

    name = "support.saved_reply_used"
    visible_to = "support.use_saved_replies"
    reply: SavedReplyId
    post: PostId
