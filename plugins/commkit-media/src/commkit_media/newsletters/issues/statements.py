"""The statements of issues, and of what may stand in one."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, insert, select, update

from commkit.members import membership
from commkit.posts import Post, post
from commkit.storage import Id, UtcDateTime, Visible, statement, upsert, visible_statement
from commkit_articles import article
from commkit_media.newsletters.issues.records import IssuePost, IssueState, NewsletterIssue
from commkit_media.tables import featured_comment, issue_item, newsletter_issue

_COLUMNS = tuple(newsletter_issue.c[name] for name in NewsletterIssue.__annotations__)
_HERE = newsletter_issue.c.community_id == bindparam("community_id")
_THIS = _HERE & (newsletter_issue.c.id == bindparam("id", type_=Id))
_OF = _HERE & (newsletter_issue.c.newsletter == bindparam("newsletter", type_=Id))
_ITEMS = and_(
    issue_item.c.community_id == bindparam("community_id"),
    issue_item.c.issue == bindparam("issue", type_=Id),
)

_given = upsert(newsletter_issue)
SAVE = statement(
    lambda: _given.on_conflict_do_update(
        index_elements=["community_id", "id"],
        set_={name: _given.excluded[name] for name in ("introduction", "edited_by", "state", "sent_at")},
    )
)
ONE = statement(lambda: select(*_COLUMNS).where(_THIS), into=NewsletterIssue)
"""It checks nothing: the loader does."""
LOCKED = statement(lambda: select(*_COLUMNS).where(_THIS).with_for_update(), into=NewsletterIssue)
DRAFT = statement(
    lambda: select(*_COLUMNS).where(_OF, newsletter_issue.c.state == IssueState.DRAFT).with_for_update(),
    into=NewsletterIssue,
)
PAGE = statement(
    lambda: select(*_COLUMNS).where(_OF).order_by(newsletter_issue.c.id.desc()).limit(100),
    into=NewsletterIssue,
)
COUNT_UNSUBSCRIBED = statement(
    lambda: (
        update(newsletter_issue).values(unsubscribed=newsletter_issue.c.unsubscribed + 1).where(_THIS, _OF)
    )
)
CLEAR_ITEMS = statement(lambda: delete(issue_item).where(_ITEMS))
ADD_ITEM = statement(lambda: insert(issue_item))
HAS_ITEMS = statement(lambda: select(func.count()).select_from(issue_item).where(_ITEMS))

# --- what may stand there --------------------------------------------------------------------------------------------

_opening = post.alias("newsletter_opening")
_POSTS = post.join(
    _opening, (_opening.c.community_id == post.c.community_id) & (_opening.c.id == post.c.thread)
)


def _may_stand(visible: Visible) -> ColumnElement[bool]:
    """Whether a post is there, holds, as its thread does, and is for this reader."""
    closed: Any = bindparam("closed_states", expanding=True)
    return and_(
        post.c.community_id == bindparam("community_id"),
        post.c.removed_at.is_(None),
        _opening.c.removed_at.is_(None),
        post.c.state.not_in(closed),
        _opening.c.state.not_in(closed),
        visible(Post, post),
    )


def _between(time: Any) -> ColumnElement[bool]:
    since, until = (bindparam(name, type_=UtcDateTime) for name in ("since", "until"))
    return and_(time > since, time <= until)


_PLACE = (post.c.id, post.c.thread, _opening.c.tags, _opening.c.space)

ARTICLES = visible_statement(
    lambda visible: (
        select(*_PLACE)
        .select_from(
            _POSTS.join(
                article, (article.c.community_id == post.c.community_id) & (article.c.post == post.c.id)
            )
        )
        .where(_may_stand(visible), _between(article.c.published_at))
        .order_by(article.c.published_at.desc(), article.c.id.desc())
        .limit(bindparam("size"))
    )
)
FEATURED = visible_statement(
    lambda visible: (
        select(*_PLACE)
        .select_from(
            _POSTS.join(
                featured_comment,
                (featured_comment.c.community_id == post.c.community_id)
                & (featured_comment.c.post == post.c.id),
            )
        )
        .where(_may_stand(visible), _between(featured_comment.c.featured_at))
        .order_by(featured_comment.c.featured_at.desc(), featured_comment.c.post.desc())
        .limit(bindparam("size"))
    )
)
STANDING = visible_statement(
    lambda visible: (
        select(post.c.id)
        .select_from(_POSTS)
        .where(_may_stand(visible), post.c.id.in_(bindparam("posts", expanding=True, type_=Id)))
    )
)
"""Those of some posts that may stand in an issue."""
SHOWN = visible_statement(
    lambda visible: (
        select(
            post.c.id,
            func.coalesce(func.nullif(post.c.title, ""), _opening.c.title),
            post.c.body,
            post.c.markup,
            func.coalesce(membership.c.name, post.c.author_name),
            post.c.parent.is_(None),
        )
        .select_from(
            _POSTS.join(
                issue_item,
                (issue_item.c.community_id == post.c.community_id) & (issue_item.c.post == post.c.id),
            ).outerjoin(
                membership,
                (membership.c.community_id == post.c.community_id) & (membership.c.id == post.c.author),
            )
        )
        .where(_ITEMS, _may_stand(visible))
        .order_by(issue_item.c.position)
    ),
    into=IssuePost,
)
"""The posts of an issue that this reader may read at this moment."""
