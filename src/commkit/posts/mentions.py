"""Mentions: `@name` in a text names a member.

Who has the permission `posts.mention_groups` mentions a group by its name too, and thereby its members, 200 at most.

A name of one word is written `@ada`; one with spaces `@"Ada Lovelace"`. It is the name that others see, and the case
of its letters is no matter as long as only one member is meant: of several, the one whose name is written just like
that is meant, and nobody where that does not decide either. Code and quoted lines mention nobody, and nobody mentions
themselves. An edit mentions those only whom the text before it did not.
"""

import re
from collections.abc import Sequence

from attrs import frozen
from sqlalchemy import bindparam, or_, select

from commkit.members.groups.tables import group, group_member
from commkit.members.records import CURRENT_STATUSES
from commkit.members.tables import membership
from commkit.posts.feature import PostSettings
from commkit.posts.messages import MembersMentioned
from commkit.posts.records import Post
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.statements import statement

MAX_MENTIONS = 20
"""Names that are looked up for one post, at most; a community may allow fewer."""

_NAME = re.compile(r"""(?<![\w@/.`])@(?:"([^"\n]{1,100})"|(\w[\w.\-]{0,98}\w|\w))""")
_HIDDEN = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)"  # a block of code, to the end if it never ends
    r"|(?<!`)(?P<ticks>`+)(?!`).{1,500}?(?<!`)(?P=ticks)(?!`)"  # code within a line; bounded, as texts may be hostile
    r"|^ {0,3}>[^\n]*$"  # what somebody else said
    r"|^(?: {4}|\t)[^\n]*$",  # indented code
    re.MULTILINE | re.DOTALL,
)
_TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)[^<>]*+>"
)  # possessive: a tag without an end is looked through once
_IGNORED_ELEMENTS = frozenset({"code", "pre", "blockquote"})


@frozen
class _Named:
    id: MemberId
    name: str


_BY_NAME = statement(
    select(membership.c.id, membership.c.name).where(
        membership.c.community_id == bindparam("community_id"),
        or_(*(membership.c.name == bindparam(f"name_{n}") for n in range(4 * MAX_MENTIONS))),
        or_(*(membership.c.status == status for status in CURRENT_STATUSES)),
    ),
    into=_Named,
)


_IN_GROUPS = statement(
    select(group_member.c.member)
    .select_from(
        group.join(
            group_member,
            (group_member.c.community_id == group.c.community_id) & (group_member.c.group == group.c.id),
        )
    )
    .where(
        group.c.community_id == bindparam("community_id"),
        or_(*(group.c.name == bindparam(f"name_{n}") for n in range(MAX_MENTIONS))),
    )
    .order_by(group_member.c.member)
    .limit(200),
)


def mentioned_names(body: str, markup: str) -> tuple[str, ...]:
    """The names that a text mentions, in order, none twice."""
    if "@" not in body:
        return ()
    said = _visible_text(body) if markup == "html" else _HIDDEN.sub(" ", body)
    return tuple(dict.fromkeys(quoted or word for quoted, word in _NAME.findall(said)))


def _visible_text(html: str) -> str:
    """The text of an HTML fragment outside of code and quotations, in one pass."""
    parts: list[str] = []
    depth = start = 0
    for tag in _TAG.finditer(html):
        if not depth:
            parts.append(html[start : tag.start()])
        if tag[2].lower() in _IGNORED_ELEMENTS:
            depth = max(depth + (-1 if tag[1] else 1), 0)
        start = tag.end()
    return " ".join(parts if depth else [*parts, html[start:]])


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
    found = context.rows(_BY_NAME, **{f"name_{n}": name for n, name in enumerate(wanted)})
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
    return [id for (id,) in context.rows(_IN_GROUPS, **{f"name_{n}": name for n, name in enumerate(wanted)})]
