"""What is kept back of questions, and masked in them and in replies; and that nothing leaves a private question."""

from attrs import evolve

from commkit import Context, Deny, NotFound
from commkit.posts import (
    CreateReply,
    CreateThread,
    EditPost,
    MergeThreads,
    MovePost,
    Post,
    PostId,
    SplitThread,
)
from commkit_qa import is_question, question_kind
from commkit_support.charter import statements as sql
from commkit_support.charter.feature import PRIVATE_QUESTION, charter_feature
from commkit_support.charter.handlers import DECISION_LASTS, settle
from commkit_support.charter.judging.queries import (
    current_charter,
    found_topics,
    has_safety_word,
    is_in_private,
)
from commkit_support.charter.judging.records import Judged, Published
from commkit_support.charter.policy import (
    is_refused,
    keeps_back,
    mask_private,
    mask_shown,
    mask_values,
    masks_private,
    tells_of_danger,
)
from commkit_support.charter.records import OfferState, ScopeTopic

_PRIVATE = Deny(
    "support.private_question", "only its asker and staff see this question; answer it where it is"
)


@charter_feature.gates(CreateThread)
def check_question_in_scope(context: Context, command: CreateThread) -> Deny | None:
    """Keep back a question that is out of scope, unless its asker decided to publish it; the host is free."""
    if context.membership is None or question_kind(context.community_type, command.kind) is None:
        return None
    if command.kind == PRIVATE_QUESTION.name:
        return (
            None
            if _was_decided(context)
            else Deny(
                "support.help_desk_not_offered",
                "private questions are for what is out of scope; send CheckScope",
            )
        )
    charter = current_charter(context)
    return _keep_back(context, keeps_back(found_topics(context, charter, command.title, command.body)))


@charter_feature.gates(EditPost)
def check_edit_in_scope(context: Context, command: EditPost) -> Deny | None:
    """The same for an edit, as far as the question was not about the topic before; danger waits for no decision.

    Readers have the question already, and nobody would hear of the danger if the edit was refused.
    """
    if context.membership is None or (command.title is None and command.body is None):
        return None
    try:
        post = context.get(Post, command.post)
    except NotFound:
        return None  # the handler raises it
    if post.kind == PRIVATE_QUESTION.name or not is_question(context.community_type, post):
        return None
    charter = current_charter(context)
    title = post.title if command.title is None else command.title
    body = post.body if command.body is None else command.body
    before = _names(found_topics(context, charter, post.title, post.body))
    new = [topic for topic in found_topics(context, charter, title, body) if topic.name not in before]
    if tells_of_danger(new) and not is_refused(new):
        return None
    return _keep_back(context, keeps_back(new))


@charter_feature.transforms(CreateThread)
def mask_question(context: Context, command: CreateThread) -> CreateThread | None:
    """Mask private data, where it is a topic of the charter."""
    is_public = command.kind != PRIVATE_QUESTION.name
    if not is_public or question_kind(context.community_type, command.kind) is None:
        return None
    title, body = mask_private(command.title), mask_shown(command.body, command.markup)
    masked = evolve(command, title=title, body=body, fields=mask_values(command.fields))
    if masked == command or not _masks(context):
        return None
    context.note(Judged(masked=True))
    return masked


@charter_feature.transforms(CreateReply)
def mask_reply(context: Context, command: CreateReply) -> CreateReply | None:
    """The same in a reply, whoever writes it and wherever it stands, but in a private question."""
    body = mask_shown(command.body, command.markup)
    masked = evolve(command, body=body, fields=mask_values(command.fields))
    is_private = masked != command and not is_in_private(context, command.parent)
    masks = is_private and _masks(context)
    if is_private or has_safety_word(context, command.body):
        context.note(Judged(masked=masks if is_private else None))
    return masked if masks else None


@charter_feature.transforms(EditPost)
def mask_edit(context: Context, command: EditPost) -> EditPost | None:
    """The same in what an edit writes anew, and in its reason, which is in the history of the post."""
    fields = None if command.fields is None else mask_values(command.fields)
    masked = evolve(command, reason=mask_private(command.reason), fields=fields)
    if masked == command and command.title is None and command.body is None:
        return None
    try:
        post = context.get(Post, command.post)
    except NotFound:
        return None  # the handler raises it
    title = None if command.title is None else mask_private(command.title)
    body = None if command.body is None else mask_shown(command.body, post.markup)
    masked = evolve(masked, title=title, body=body)
    is_kept = post.opens and not is_question(context.community_type, post)  # an announcement, or removed
    if masked == command or is_kept or is_in_private(context, post.id):
        return None
    masks = _masks(context)
    context.note(Judged(masked=masks))
    return masked if masks else None


@charter_feature.transforms(SplitThread)
def mask_split(context: Context, command: SplitThread) -> SplitThread | None:
    """The same in the title that a reply gets as a question; nothing is split off a private one."""
    masked = evolve(command, title=mask_private(command.title), reason=mask_private(command.reason))
    return masked if masked != command and _masks(context) else None


def _masks(context: Context) -> bool:
    """Whether private data is a topic of the charter."""
    return masks_private(current_charter(context).topics)


@charter_feature.gates(MergeThreads, MovePost, SplitThread)
def check_stays_private(context: Context, command: MergeThreads | MovePost | SplitThread) -> Deny | None:
    """Refuse to move out of a private question, or into one: others would see it, or see it no more."""
    ids: tuple[PostId, ...]
    if isinstance(command, MergeThreads):
        ids = (command.thread, command.into)
    else:
        ids = (command.post, command.new_parent) if isinstance(command, MovePost) else (command.post,)
    return _PRIVATE if any(_is_private(context, id) for id in ids) else None


def _is_private(context: Context, id: PostId) -> bool:
    try:
        return context.get(Post, context.get(Post, id).thread).kind == PRIVATE_QUESTION.name
    except NotFound:
        return False  # the handler raises it


def _was_decided(context: Context) -> bool:
    values = {"member": context.member, "state": OfferState.HANDED_OFF, "since": context.now}
    return bool(context.rows(sql.UNFILLED_OF, **values))


def _keep_back(context: Context, topics: tuple[ScopeTopic, ...]) -> Deny | None:
    """Refuse these topics, unless the actor decided to publish them; the decision is used up by it."""
    if not topics:
        return None
    told = " ".join(topic.why for topic in topics)
    if is_refused(topics):
        return Deny("support.out_of_scope", f"{told} Send CheckScope, then AskHelpDesk.")
    for offer in context.rows(sql.PENDING_OF, member=context.member):
        is_recent = offer.settled_at + DECISION_LASTS > context.now
        if offer.state is OfferState.INSISTED and is_recent and _names(topics) <= set(offer.topics):
            settle(context, offer, OfferState.PUBLISHED)
            context.note(Published(offer.id))
            return None
    return Deny(
        "support.help_desk_offered",
        f"{told} Send CheckScope, then AskHelpDesk, or PublishAnyway to ask here.",
    )


def _names(topics: tuple[ScopeTopic, ...]) -> set[str]:
    return {topic.name for topic in topics}
