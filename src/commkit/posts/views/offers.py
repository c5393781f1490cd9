"""What a post must be like for a command about it to be offered, besides the permission."""

from typing import Any

from commkit.posts.feature import PostSettings, posts
from commkit.posts.messages import CreateReply
from commkit.posts.moving.messages import MergeThreads, MovePost, SplitThread
from commkit.posts.placing.messages import MoveThread
from commkit.posts.polls.messages import ClosePoll, CreatePoll, RetractPollVote, VoteInPoll
from commkit.posts.reactions.messages import AddReaction, RemoveReaction
from commkit.posts.records import Post
from commkit.posts.removal.messages import RemovePost, RestorePost
from commkit.posts.revisions.messages import EditPost
from commkit.posts.states.messages import UpdatePostState
from commkit.posts.status.messages import LockThread, PinThread, UnlockThread, UnpinThread
from commkit.posts.status.records import PostStatus
from commkit.posts.wikis.messages import DisableWiki
from commkit.runtime.model.messages import Command, message_name
from commkit.runtime.sessions.context import Context


def _names(*commands: type[Command[Any]]) -> frozenset[str]:
    return frozenset(message_name(posts.plugin, command) for command in commands)


EDIT = message_name(posts.plugin, EditPost)
REPLY = message_name(posts.plugin, CreateReply)
_OF_POLLS = _names(VoteInPoll, RetractPollVote, ClosePoll)
_OF_NO_POLL = _names(CreatePoll)
_OF_PINS = _names(UnpinThread)
_OF_WIKIS = _names(DisableWiki)


def fitting(may: frozenset[str], status: PostStatus) -> frozenset[str]:
    """The commands that fit what a post is marked with.

    Args:
        may: The commands that are offered about the post.
        status: What it is marked with.
    """
    may -= _OF_NO_POLL if status.poll else _OF_POLLS
    if status.pinned_at is None:
        may -= _OF_PINS
    return may if status.wiki_trust is not None else may - _OF_WIKIS


@posts.offers(CreateReply, about=Post)
def takes_replies(context: Context, post: Post) -> bool:
    """Nobody replies to removed posts, in locked threads, and to kinds without replies."""
    kind = context.community_type.kind(post.kind)
    return post.removed_at is None and post.locked_at is None and kind is not None and bool(kind.replies)


@posts.offers(AddReaction, about=Post)
def takes_reactions(context: Context, post: Post) -> bool:
    """Nobody reacts to removed posts, nor raises or lowers the score of their own; an agent not to its person's."""
    weights = list(context.community_type.reactions.values())
    own = post.author is not None and post.author == context.member_or_none
    if context.agent is not None and post.author is not None and post.author == context.agent.acts_for:
        return False
    if own and not context.settings(PostSettings).allow_self_reactions:
        weights = [weight for weight in weights if not weight]
    return post.removed_at is None and bool(weights)


@posts.offers(RemoveReaction, about=Post)
def may_have_reactions(context: Context, post: Post) -> bool:
    """Nothing is taken back from removed posts."""
    return post.removed_at is None and bool(context.community_type.reactions)


@posts.offers(RemovePost, about=Post)
def can_be_removed(context: Context, post: Post) -> bool:
    """What is removed is not removed again; what is hidden, since the type lacks its kind, can be."""
    return post.removed_at is None or context.community_type.kind(post.kind) is None


@posts.offers(EditPost, about=Post)
def can_be_edited(context: Context, post: Post) -> bool:
    """What is removed is edited by nobody."""
    return post.removed_at is None


@posts.offers(UpdatePostState, about=Post)
def has_other_states(context: Context, post: Post) -> bool:
    """Its kind has a transition from its present state."""
    kind = context.community_type.kind(post.kind)
    return kind is not None and bool(kind.states.get(post.state))


@posts.offers(RestorePost, about=Post)
def is_removed(context: Context, post: Post) -> bool:
    """Only what was removed can be restored."""
    return post.removed_at is not None


@posts.offers(LockThread, about=Post)
def is_open_thread(context: Context, post: Post) -> bool:
    """Threads are locked once, and replies never."""
    return post.opens and post.locked_at is None


@posts.offers(UnlockThread, about=Post)
def is_locked(context: Context, post: Post) -> bool:
    """Only what is locked can be unlocked."""
    return post.locked_at is not None


@posts.offers(PinThread, UnpinThread, MoveThread, MergeThreads, about=Post)
def opens_its_thread(context: Context, post: Post) -> bool:
    """Threads are pinned, moved and merged by their opening posts."""
    return post.opens


@posts.offers(MovePost, SplitThread, about=Post)
def is_a_reply(context: Context, post: Post) -> bool:
    """Opening posts are moved with their threads."""
    return not post.opens
