"""What a post must be like for a command about it to be offered, besides the permission."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from commkit.members import own_members
from commkit.posts.feature import PostSettings, posts
from commkit.posts.messages import CreateReply
from commkit.posts.moving.messages import MergeThreads, MovePost, SplitThread
from commkit.posts.placing.messages import MoveThread
from commkit.posts.polls.messages import ClosePoll, CreatePoll, RetractPollVote, VoteInPoll
from commkit.posts.reactions.messages import AddReaction, RemoveReaction
from commkit.posts.records import Post, PostId
from commkit.posts.removal.messages import RemovePost, RestorePost
from commkit.posts.revisions.messages import EditPost
from commkit.posts.states.messages import UpdatePostState
from commkit.posts.status.messages import LockThread, PinThread, UnlockThread, UnpinThread
from commkit.posts.status.queries import statuses_of
from commkit.posts.status.records import PostStatus
from commkit.posts.views import statements as sql
from commkit.posts.views.records import OfferState
from commkit.posts.wikis.handlers import may_edit_wiki
from commkit.posts.wikis.messages import DisableWiki
from commkit.runtime.model.messages import Command, message_name
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.offers import is_offered, offered_commands
from commkit.runtime.storage.readers import NOBODY
from commkit.spaces import SpaceId

EDIT = message_name(posts.plugin, EditPost)


@posts.withholds(
    AddReaction,
    RemoveReaction,
    CreateReply,
    CreatePoll,
    VoteInPoll,
    RetractPollVote,
    ClosePoll,
    UnpinThread,
    DisableWiki,
    about=Post,
)
def withhold_by_state(
    context: Context, shown: Sequence[Post]
) -> Mapping[PostId, Iterable[type[Command[Any]]]]:
    """What does not fit the state of a post, its thread and its poll, or what the reader did about it before."""
    me, ids = context.member_or_none, sorted(post.id for post in shown)
    states = {
        state.post: state
        for state in context.rows(sql.OFFER_STATES, me=me or NOBODY, posts=ids, now=context.now)
    }
    own = own_members(context) if context.agent is not None or any(post.by_agent for post in shown) else {me}
    return {
        post.id: (
            *_withheld_by(state),
            *_withheld_reactions(context, post, state.reactions, is_own=post.author in own),
        )
        for post in shown
        if (state := states.get(post.id)) is not None
    }


def _withheld_by(state: OfferState) -> Iterable[type[Command[Any]]]:
    if state.closed:
        yield CreateReply
    if not state.pinned:
        yield UnpinThread
    if not state.wiki:
        yield DisableWiki
    if state.has_poll:
        yield CreatePoll
    if not state.poll_open:
        yield from (VoteInPoll, RetractPollVote, ClosePoll)
    elif state.voted and not state.changeable:
        yield from (VoteInPoll, RetractPollVote)
    elif not state.voted:
        yield RetractPollVote


def _withheld_reactions(
    context: Context, post: Post, given: int, *, is_own: bool
) -> Iterable[type[Command[Any]]]:
    """Nobody changes the score of their own, and an agent reacts to nothing of its person or of its other agents."""
    weights = list(context.community_type.reactions.values())
    if is_own and post.author is not None:
        if context.agent is not None and post.author != context.member_or_none:
            weights = []
        elif not context.settings(PostSettings).allow_self_reactions:
            weights = [weight for weight in weights if not weight]
    if given >= len(weights):
        yield AddReaction
    if not given:
        yield RemoveReaction


@posts.offers(CreateReply, about=Post)
def takes_replies(context: Context, post: Post) -> bool:
    """Nobody replies to removed posts, in locked threads, and to kinds without replies."""
    kind = context.community_type.kind(post.kind)
    return post.removed_at is None and post.locked_at is None and kind is not None and bool(kind.replies)


@posts.offers(AddReaction, RemoveReaction, about=Post)
def takes_reactions(context: Context, post: Post) -> bool:
    """Nobody reacts to removed posts, and nothing is taken back from them."""
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


def post_offers(
    context: Context,
    shown: Sequence[Post],
    statuses: Mapping[PostId, PostStatus],
    *,
    space: Callable[[Post], SpaceId | None],
) -> dict[UUID, frozenset[str]]:
    """The commands that are offered about posts, the editing of wikis by others than the author among them.

    Args:
        context: The context.
        shown: Posts that the reader sees.
        statuses: What they are marked with.
        space: Where a post's thread stands.
    """
    offered = offered_commands(context, Post, shown, space=space)
    wiki = partial(may_edit_wiki, context)
    found: dict[UUID, frozenset[str]] = {}
    for post, may in zip(shown, offered, strict=True):
        trust = statuses[post.id].wiki_trust
        if trust is not None and EDIT not in may and wiki(trust) and is_offered(context, Post, EDIT, post):
            may |= {EDIT}
        found[post.id] = may
    return found


@posts.lists_offers(Post)
def list_post_offers(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, frozenset[str]]:
    """What the pages of their threads offer about posts, in views of objects of every class."""
    shown: list[Post] = context.rows(sql.POSTS, posts=ids) if context.can("posts.read") else []
    if not shown:
        return {}
    found = tuple(sorted(post.id for post in shown))
    places = dict(context.rows(sql.PLACES, posts=list(found)))
    statuses = {status.post: status for status in statuses_of(context, found)}
    return post_offers(context, shown, statuses, space=lambda post: places.get(post.id))
