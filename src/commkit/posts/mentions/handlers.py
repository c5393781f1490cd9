"""How the members that a text mentions are found."""

from collections.abc import Sequence

from commkit.posts.feature import PostSettings
from commkit.posts.mentions.facts import MembersMentioned
from commkit.posts.mentions.policy import mentioned_names
from commkit.posts.mentions.statements import GROUP_MEMBERS, MAX_MENTIONS, MEMBERS_BY_NAME
from commkit.posts.records import Post
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context


def emit_mentions(context: Context, post: Post, before: Post | None = None) -> None:
    """Emit whom a post mentions, without those whom its text before the edit mentioned.

    Args:
        context: The context of the command.
        post: The post as it is now.
        before: The post before an edit; None for a new one.
    """
    names = mentioned_names(post.body, post.markup)
    if before is not None and names:
        known = {name.casefold() for name in mentioned_names(before.body, before.markup)}
        names = tuple(name for name in names if name.casefold() not in known)
    names = names[: min(context.settings(PostSettings).max_mentions, MAX_MENTIONS)]
    if not names:
        return
    mentioned = _members_named(context, names)
    if context.can("posts.mention_groups"):
        mentioned += _members_of_groups(context, names)
    mentioned = [id for id in dict.fromkeys(mentioned) if id != context.member_or_none]
    if mentioned:
        context.emit(MembersMentioned(post=post.id, thread=post.thread, members=tuple(mentioned)))


def _members_named(context: Context, names: Sequence[str]) -> list[MemberId]:
    """The members that names mention, each once; one statement, whatever the number of names."""
    # Each name as written and in the usual cases of names, since the index supports only equality.
    wanted = [case for name in names for case in (name, name.lower(), name.title(), name.upper())]
    wanted += wanted[-1:] * (4 * MAX_MENTIONS - len(wanted))
    candidates = context.rows(MEMBERS_BY_NAME, **{f"name_{n}": name for n, name in enumerate(wanted)})
    mentioned: dict[MemberId, None] = {}
    for name in names:
        alike = [known for known in candidates if known.name.casefold() == name.casefold()]
        exact = [known for known in alike if known.name == name]
        for chosen in (exact, alike):
            if len(chosen) == 1:
                mentioned[chosen[0].id] = None
                break
    return list(mentioned)


def _members_of_groups(context: Context, names: Sequence[str]) -> list[MemberId]:
    wanted = [name.lower() for name in names]
    wanted += wanted[-1:] * (MAX_MENTIONS - len(wanted))
    return [
        id for (id,) in context.rows(GROUP_MEMBERS, **{f"name_{n}": name for n, name in enumerate(wanted)})
    ]
