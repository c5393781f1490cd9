"""Numbers of the desk are those that one counts by hand."""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commkit import Denied
from commkit.posts import RemovePost
from commkit.storage import statement
from commkit.testing.contexts import context_of
from commkit_articles import ArticleState, CorrectArticle, PublishArticle, ReadDeskNumbers, RetireArticle
from commkit_articles.tables import article


def test_numbers_of_an_empty_desk_are_no_numbers(town: Any) -> None:
    numbers = town.ask("edi", ReadDeskNumbers())
    assert (numbers.by_state, numbers.published, numbers.lead_time) == ((), 0, None)
    assert numbers.corrections_per_article is None
    with town.refused("runtime.not_permitted", Denied):
        town.ask("ada", ReadDeskNumbers())


def test_states_lead_times_and_corrections(town: Any) -> None:
    town.draft()
    posts = []
    for hours in (1, 2, 10):
        article = town.approved()
        town.clock.advance(timedelta(hours=hours))
        posts.append((article, town.do("edi", PublishArticle(article.id))))
    for number, (article, post) in enumerate(posts[:2]):
        for version in range(1, number + 2):
            town.do(
                "edi",
                CorrectArticle(article=article.id, version=version, body=f"{post.id}{version}", note="So."),
            )
    numbers = town.ask("edi", ReadDeskNumbers())
    assert [(count.state, count.articles) for count in numbers.by_state] == [
        (ArticleState.CORRECTED, 2),
        (ArticleState.DRAFT, 1),
        (ArticleState.PUBLISHED, 1),
    ]
    assert (numbers.published, numbers.lead_time) == (3, timedelta(hours=2))
    assert (numbers.corrected, numbers.corrections, numbers.corrections_per_article) == (2, 3, 1.0)
    town.do("edi", RetireArticle(posts[0][0].id, "No."))
    town.do("stew", RemovePost(posts[2][1].id))
    numbers = town.ask("stew", ReadDeskNumbers())
    assert (numbers.published, numbers.lead_time) == (2, timedelta(hours=1.5))
    assert (numbers.corrections, numbers.corrections_per_article) == (3, 1.5)
    assert town.ask("edi", ReadDeskNumbers(since=town.after(hours=1))).published == 0


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(minutes=st.lists(st.integers(0, 10_000), max_size=6))
def test_the_median_is_that_of_the_times(sqlite_town: Any, minutes: list[int]) -> None:
    town = sqlite_town
    since = town.clock() + timedelta(days=1)
    town.clock.advance(timedelta(days=1))
    for its in minutes:
        approved = town.approved()
        _set_published(town, approved, approved.created_at + timedelta(minutes=its))
    found = town.ask("edi", ReadDeskNumbers(since=since))
    middle = sorted(minutes)[(len(minutes) - 1) // 2 : len(minutes) // 2 + 1]
    expected = timedelta(minutes=sum(middle) / len(middle)) if minutes else None
    assert (found.published, found.lead_time) == (len(minutes), expected)
    town.clock.advance(timedelta(days=30))


def _set_published(town: Any, approved: Any, at: Any) -> None:
    town.do("edi", PublishArticle(approved.id))
    with town.kit.session("edi", "press") as session:
        context_of(session).run(
            statement(lambda: article.update().where(article.c.id == approved.id).values(published_at=at))
        )
