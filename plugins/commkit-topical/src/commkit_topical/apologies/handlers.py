"""How somebody apologises."""

from commkit import Conflict, Context
from commkit.moderation import waive_pause
from commkit.posts import CreateReply, Post
from commkit_topical.apologies import statements as sql
from commkit_topical.apologies.facts import ApologyWritten
from commkit_topical.apologies.messages import WriteApology
from commkit_topical.apologies.policy import is_answerable
from commkit_topical.apologies.records import Apology
from commkit_topical.cooling.feature import cooling_feature
from commkit_topical.cooling.statements import RUNNING


@cooling_feature.handles(WriteApology)
def write_apology(context: Context, command: WriteApology) -> Post:
    """Reply by the core's command, which all other gates of replies see; a key lets one of two at once through."""
    answered, me = context.get(Post, command.post), context.member
    found = context.one(RUNNING, thread=answered.thread)
    if found is None or not is_answerable(
        answered, by=me, pair=(found.first, found.second), since=found.since
    ):
        raise Conflict(
            "topical.not_asked_to_pause",
            "apologise where you are asked to pause, to a post of who is asked, too; reply to others",
        )
    waive_pause(context, answered.thread)
    made = context.do(CreateReply(answered.id, command.body))
    if not context.run(sql.ADD, Apology(found.id, me, made.id, context.now)):
        raise Conflict("topical.apologised", "you have apologised here already; reply after the pause")
    context.emit(ApologyWritten(cooling=found.id, post=made.id))
    return made
