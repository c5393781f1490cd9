"""The gate of links to voices and calls."""

from typing import Any

from commkit import Context, Deny, MemberId, NotFound, TextCommand
from commkit.events import CreateEvent, EditEvent, Event
from commkit.members import GroupId
from commkit.posts import CreateReply, CreateThread, EditPost, Post
from commkit.spaces import Space, SpaceId
from commkit_minors.ages.queries import acts_protected, protected_among
from commkit_minors.conversations import statements as sql
from commkit_minors.feature import safety_feature
from commkit_minors.policy import texts_in, voice_link_in
from commkit_minors.rules.records import MinorsSettings


@safety_feature.gates(TextCommand)
def refuse_voice_links(context: Context, command: TextCommand[Any]) -> Deny | None:
    """Refuse texts with such links that a minor writes, and those that are written to one.

    Written to somebody is what answers them, and what stands where only a group reads in which they are; whom a post
    mentions is seen to once it is there.
    """
    if command.lobby:
        return None
    links = context.settings(MinorsSettings).voice_links
    texts = (text for name in command.shown for text in texts_in(getattr(command, name)))
    found = next(filter(None, (voice_link_in(text, links) for text in texts)), None)
    if found is None or not (acts_protected(context) or _reaches_protected(context, command)):
        return None
    return voice_link_denied(found)


def voice_link_denied(link: str) -> Deny:
    """The refusal of a link."""
    return Deny(
        "minors.voice_link",
        f"links to voice and calls ({link}) are not given here between these members; leave it out",
    )


def _reaches_protected(context: Context, command: TextCommand[Any]) -> bool:
    try:
        groups, people = _readers(context, command)
    except NotFound:
        return False  # the handler refuses it
    if protected_among(context, people):
        return True
    return any(context.rows(sql.HAS_PROTECTED, id=each, now=context.now) for each in groups)


def _readers(context: Context, command: TextCommand[Any]) -> tuple[set[GroupId], set[MemberId]]:
    """The groups that alone read it, and whom it answers."""
    if isinstance(command, CreateThread):
        return _groups(_of_space(context, command.space), command.audience), set()
    if isinstance(command, CreateReply):
        parent = context.get(Post, command.parent)
        return _groups(_of_thread(context, parent)), {parent.author} if parent.author is not None else set()
    if isinstance(command, EditPost):
        return _groups(_of_thread(context, context.get(Post, command.post))), set()
    if isinstance(command, CreateEvent):
        return _groups(_of_space(context, command.space)), set()
    if isinstance(command, EditEvent):
        event = context.get(Event, command.event)
        return _groups(event.audience, _of_space(context, command.space)), set()
    return set(), set()


def _of_space(context: Context, space: SpaceId | None) -> GroupId | None:
    return context.get(Space, space).audience if space is not None else None


def _of_thread(context: Context, post: Post) -> GroupId | None:
    return context.get(Post, post.thread).audience


def _groups(*audiences: GroupId | None) -> set[GroupId]:
    return {each for each in audiences if each is not None}
