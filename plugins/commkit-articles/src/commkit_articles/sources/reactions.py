"""What articles are made of is checked again whenever others are about to read it."""

from typing import Any

from commkit import Context
from commkit.posts import ThreadMoved
from commkit_articles.desk.facts import ArticleEdited
from commkit_articles.publishing.facts import ArticlePublished
from commkit_articles.sources import statements as sql
from commkit_articles.sources.feature import sources_feature
from commkit_articles.sources.policy import check_sources


@sources_feature.reacts_to(ArticlePublished)
def check_before_publication(context: Context, fact: ArticlePublished) -> None:
    """Refuse to publish what may not be taken any more."""
    _check(context, context.one(sql.TAKEN_OF_POST, post=fact.post))


@sources_feature.reacts_to(ThreadMoved)
def check_before_move(context: Context, fact: ThreadMoved) -> None:
    """Refuse to move an article to people who do not see what it was made of."""
    _check(context, context.one(sql.TAKEN_OF_POST, post=fact.thread))


@sources_feature.reacts_to(ArticleEdited)
def check_before_another_place(context: Context, fact: ArticleEdited) -> None:
    """Refuse a version for another audience; what was removed meanwhile is asked when it is published."""
    found = context.one(sql.TAKEN_OF, article=fact.article)
    if found is None or not found[1]:
        return
    states = context.rows(sql.STATES, article=found[0])
    standing = [state for state in states if state.removed_at is None and state.thread_removed_at is None]
    check_sources(standing, len(standing), found[2])


def _check(context: Context, found: tuple[Any, ...] | None) -> None:
    if found is not None and found[1]:
        article, taken, audience = found
        check_sources(context.rows(sql.STATES, article=article), taken, audience)
