"""How published articles and their corrections are read."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from commkit import Context, Invalid, NotFound, Page
from commkit.posts import Post
from commkit.storage import LAST_ID, LATEST, keyset, page_size
from commkit_articles.desk.feature import desk_feature
from commkit_articles.policy import PUBLIC_STATES, ArticleState, article_kind
from commkit_articles.publishing import statements as sql
from commkit_articles.publishing.messages import ListArticles, ListCorrections, ReadPublishedArticle
from commkit_articles.publishing.records import Byline, Correction, PublishedArticle

_PUBLIC = keyset(datetime, UUID, of="articles.published")
_HOLDING = (ArticleState.PUBLISHED, ArticleState.CORRECTED)


@desk_feature.handles(ReadPublishedArticle)
def read_published_article(context: Context, query: ReadPublishedArticle) -> PublishedArticle:
    """Read it with its authors."""
    return published(context, [_row(context, query.post)])[0]


@desk_feature.handles(ListArticles)
def list_articles(context: Context, query: ListArticles) -> Page[PublishedArticle]:
    """A page, and the co-authors of all on it."""
    kinds = [kind.name for kind in context.community_type.post_kinds]
    kinds = [name for name in kinds if article_kind(context.community_type, name) is not None]
    if query.kind is not None:
        if query.kind not in kinds:
            raise Invalid.field("kind", "unknown_kind", f"choose a kind of article: {', '.join(kinds)}")
        kinds = [query.kind]
    states = [state.value for state in _HOLDING]
    if query.state is not None:
        if query.state not in PUBLIC_STATES:
            raise Invalid.field("state", "unknown_state", f"choose one of: {', '.join(PUBLIC_STATES)}")
        states = [query.state]
    limit = page_size(query.limit)
    cursors = _PUBLIC.of_query(query)
    after_at, after = cursors.decode(query.after, default=(LATEST, LAST_ID))
    rows = context.rows(
        sql.PUBLIC, kinds=kinds, states=states, after_at=after_at, after=after, size=limit + 1
    )
    places = {row[1]: (row[7], row[0]) for row in rows}
    return cursors.page(published(context, rows), limit, lambda article: places[article.post])


@desk_feature.handles(ListCorrections)
def list_corrections(context: Context, query: ListCorrections) -> tuple[Correction, ...]:
    """The corrections, and who is thanked for them."""
    row = _row(context, query.post)
    thanked: dict[int, list[Byline]] = defaultdict(list)
    for version, member, name in context.rows(sql.THANKED, article=row[0]):
        thanked[version].append(Byline(member, name))
    return tuple(
        Correction(query.post, version, note, at, tuple(thanked[version]))
        for version, note, at in context.rows(sql.CORRECTIONS, article=row[0])
    )


def _row(context: Context, post: UUID) -> tuple[Any, ...]:
    row = context.one(sql.ONE_PUBLIC, post=post)
    if row is None:
        raise NotFound("articles.not_found", "there is no such article here, or it is not for you to see")
    return row


def published(context: Context, rows: Sequence[tuple[Any, ...]]) -> list[PublishedArticle]:
    """What readers learn of some articles, in one statement for their co-authors and one for what replaces them."""
    if not rows:
        return []
    coauthors: dict[UUID, list[Byline]] = defaultdict(list)
    for article, member, name in context.rows(sql.COAUTHOR_NAMES, articles=[row[0] for row in rows]):
        coauthors[article].append(Byline(member, name))
    shown = context.visible_ids(Post, [row[11] for row in rows if row[11] is not None])
    return [
        PublishedArticle(
            post=post,
            kind=kind,
            state=state,
            title=title,
            authors=(Byline(author, name), *coauthors[id]),
            published_at=published_at,
            corrections=corrections,
            retired_at=retired_at,
            retired_because=reason or "",
            retracted=bool(retracted),
            replaced_by=instead if instead in shown else None,
        )
        for (
            id,
            post,
            kind,
            state,
            title,
            author,
            name,
            published_at,
            corrections,
            retired_at,
            reason,
            instead,
            retracted,
        ) in rows
    ]
