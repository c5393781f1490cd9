"""How the members that a text mentions are found."""

from collections.abc import Iterable, Sequence

from commkit.members import name_key
from commkit.posts.feature import PostSettings
from commkit.posts.mentions.facts import MembersMentioned
from commkit.posts.mentions.policy import mentioned_names
from commkit.posts.mentions.statements import GROUP_MEMBERS, MEMBERS_BY_NAME
from commkit.posts.records import Post
from commkit.rendering import MAX_MENTIONS
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context
from commkit.runtime.values.folding import fold


def emit_mentions(context: Context, post: Post, before: Post | None = None) -> None:
    """Emit whom a post mentions, without those whom its text before the edit mentioned.

    Args:
        context: The context of the command.
        post: The post as it is now.
        before: The post before an edit; None for a new one.
    """
    # What is beyond the limit is not shown as a mention, neither before the edit nor now.
    limit = context.settings(PostSettings).max_mentions
    names = mentioned_names(post.body, post.markup)[:limit]
    if before is not None and names:
        known = set(map(fold, mentioned_names(before.body, before.markup)[:limit]))
        names = tuple(name for name in names if fold(name) not in known)
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
    candidates = context.rows(MEMBERS_BY_NAME, **_as_parameters(map(name_key, names)))
    mentioned: dict[MemberId, None] = {}
    for name in names:
        key = name_key(name)
        alike = [known for known in candidates if known.key == key]
        exact = [known for known in alike if known.name == name]
        for chosen in (exact, alike):
            if len(chosen) == 1:
                mentioned[chosen[0].id] = None
                break
    return list(mentioned)


def _members_of_groups(context: Context, names: Sequence[str]) -> list[MemberId]:
    return [id for (id,) in context.rows(GROUP_MEMBERS, **_as_parameters(map(fold, names)))]


def _as_parameters(names: Iterable[str]) -> dict[str, str]:
    """The parameters of a statement, which has as many for any number of names: the last one is repeated."""
    wanted = list(names)
    wanted += wanted[-1:] * (MAX_MENTIONS - len(wanted))
    return {f"name_{n}": name for n, name in enumerate(wanted)}
