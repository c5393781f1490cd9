"""What rooms ask alike of the replies to a question, which is `post`."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, or_

from commkit import Context
from commkit.posts import post
from commkit_qa.policy import answer_kinds

_AWAITED: Any = bindparam("awaited", expanding=True)


def by_another(reply: FromClause) -> ColumnElement[bool]:
    """Somebody else than the asker wrote a reply."""
    return or_(
        reply.c.author.is_distinct_from(post.c.author),
        # Neither has a membership, as after an import: only their names tell them apart.
        and_(reply.c.author.is_(None), post.c.author.is_(None), reply.c.author_name != post.c.author_name),
    )


def by_a_person(reply: FromClause) -> ColumnElement[bool]:
    """No program wrote a reply: neither an agent, nor the community itself, but for answers, as those of a help desk.

    It takes the values of `reply_values`.
    """
    return and_(
        ~reply.c.by_agent,
        or_(
            reply.c.author.is_not(None),
            reply.c.author_name != bindparam("community_title"),
            reply.c.kind.in_(_AWAITED),
        ),
    )


def reply_values(context: Context) -> dict[str, Any]:
    """The parameters of `by_a_person`."""
    return {
        "awaited": list(answer_kinds(context.community_type)),
        "community_title": context.community.title,
    }
