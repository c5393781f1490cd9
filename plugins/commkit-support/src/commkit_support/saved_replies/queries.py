"""How saved replies are read."""

from commkit import Context, Page
from commkit.posts import Post
from commkit_qa import require_question
from commkit_support.saved_replies import statements as sql
from commkit_support.saved_replies.feature import saved_reply_feature
from commkit_support.saved_replies.handlers import filled_in
from commkit_support.saved_replies.messages import ListSavedReplies, PreviewSavedReply
from commkit_support.saved_replies.records import SavedReply


@saved_reply_feature.handles(ListSavedReplies)
def list_saved_replies(context: Context, query: ListSavedReplies) -> Page[SavedReply]:
    """One statement."""
    return sql.REPLIES.read_page(context, after=query.after, limit=query.limit)


@saved_reply_feature.handles(PreviewSavedReply)
def preview_saved_reply(context: Context, query: PreviewSavedReply) -> str:
    """The question, then the saved reply."""
    question = context.get(Post, query.question)
    require_question(context.community_type, question)
    return filled_in(context, question, context.get(SavedReply, query.reply))
