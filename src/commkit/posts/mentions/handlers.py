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
    """Tell whom a post mentions, if it mentions anybody whom the text before did not."""
    names = mentioned_names(post.body, post.markup)
    if before is not None and names:
        known = {name.casefold() for name in mentioned_names(before.body, before.markup)}
        names = tuple(name for name in names if name.casefold() not in known)
    names = names[: min(context.settings(PostSettings).max_mentions, MAX_MENTIONS)]
    if not names:
        return
    meant = _members_named(context, names)
    if context.can("posts.mention_groups"):
        meant += _members_of_groups(context, names)
    meant = [id for id in dict.fromkeys(meant) if id != context.member_or_none]
    if meant:
        context.emit(MembersMentioned(post=post.id, thread=post.thread, members=tuple(meant)))


def _members_named(context: Context, names: Sequence[str]) -> list[MemberId]:
    """Whom the names mean, each once; one statement, whatever the number of names."""
    # Each name as it is written and in the cases that people give their names, since only equality has an index.
    wanted = [case for name in names for case in (name, name.lower(), name.title(), name.upper())]
    wanted += wanted[-1:] * (4 * MAX_MENTIONS - len(wanted))
    found = context.rows(MEMBERS_BY_NAME, **{f"name_{n}": name for n, name in enumerate(wanted)})
    meant: dict[MemberId, None] = {}
    for name in names:
        alike = [known for known in found if known.name.casefold() == name.casefold()]
        exact = [known for known in alike if known.name == name]
        for chosen in (exact, alike):
            if len(chosen) == 1:
                meant[chosen[0].id] = None
                break
    return list(meant)


def _members_of_groups(context: Context, names: Sequence[str]) -> list[MemberId]:
    wanted = [name.lower() for name in names]
    wanted += wanted[-1:] * (MAX_MENTIONS - len(wanted))
    return [
        id for (id,) in context.rows(GROUP_MEMBERS, **{f"name_{n}": name for n, name in enumerate(wanted)})
    ]
