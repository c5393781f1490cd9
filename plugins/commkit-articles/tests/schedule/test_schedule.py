"""The worker publishes articles at their time, authorised again then; embargoes."""

from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid
from commkit.members import AssignRole
from commkit.posts import ListThreads, ReadPost
from commkit_articles import (
    ArticleState,
    EditArticle,
    LiftEmbargo,
    ListArticleActions,
    ListDeskArticles,
    PublishArticle,
    ReadArticle,
    RetireArticle,
    ScheduleArticle,
    SendBackArticle,
    UnscheduleArticle,
)


def threads(town: Any) -> list[str]:
    return [thread.title for thread in town.ask(None, ListThreads()).items]


def test_the_worker_publishes_it_at_its_time(town: Any) -> None:
    article = town.approved()
    scheduled = town.do("edi", ScheduleArticle(article.id, town.after(hours=2)))
    assert (scheduled.state, scheduled.scheduled_by) == (ArticleState.SCHEDULED, town.member("edi"))
    town.pass_time(hours=1)
    assert threads(town) == []
    town.pass_time(hours=1)
    assert threads(town) == ["The well is open"]
    after = town.ask("ada", ReadArticle(article.id))
    assert (after.state, after.due_at, after.scheduled_by, after.failure_code) == (
        "published",
        None,
        None,
        "",
    )
    assert town.ask(None, ReadPost(after.post)).author == town.member("ada")


def test_it_is_postponed_and_taken_off(town: Any) -> None:
    article = town.approved()
    town.do("edi", ScheduleArticle(article.id, town.after(hours=2)))
    town.do("eve", ScheduleArticle(article.id, town.after(hours=4)))
    town.pass_time(hours=3)
    assert threads(town) == []
    assert town.do("edi", UnscheduleArticle(article.id)).state is ArticleState.APPROVED
    town.pass_time(hours=3)
    assert threads(town) == []
    with town.refused("articles.not_scheduled", Conflict):
        town.do("edi", UnscheduleArticle(article.id))
    with pytest.raises(Invalid):
        town.do("edi", ScheduleArticle(article.id, town.clock()))


def test_who_lost_the_right_publishes_nothing_and_all_are_told(town: Any) -> None:
    article = town.approved()
    town.do("edi", ScheduleArticle(article.id, town.after(hours=2)))
    town.do(SYSTEM, AssignRole(town.member("edi"), "member"))
    town.pass_time(hours=3)
    after = town.ask("ada", ReadArticle(article.id))
    assert (after.state, after.failure_code) == (ArticleState.APPROVED, "runtime.not_permitted")
    assert threads(town) == []
    assert ("articles.publication_failed", article.id) in town.inbox("ada")
    town.do("eve", ScheduleArticle(article.id, town.after(hours=1)))
    town.pass_time(hours=1)
    assert threads(town) == ["The well is open"]


@pytest.mark.parametrize(
    "change",
    [
        lambda town, article: town.do("ada", EditArticle(article=article.id, version=1, body="New.")),
        lambda town, article: town.do("eve", SendBackArticle(article.id, 1, "Wait.")),
        lambda town, article: town.do("eve", RetireArticle(article.id, "Not true.")),
    ],
    ids=["edited", "sent back", "retired"],
)
def test_what_changed_meanwhile_is_not_published(town: Any, change: Any) -> None:
    article = town.approved()
    town.do("edi", ScheduleArticle(article.id, town.after(hours=2)))
    change(town, article)
    town.pass_time(hours=3)
    assert threads(town) == []
    assert town.ask("ada", ReadArticle(article.id)).due_at is None


def test_what_was_published_by_hand_is_not_published_again(town: Any) -> None:
    article = town.approved()
    town.do("edi", ScheduleArticle(article.id, town.after(hours=2)))
    post = town.do("eve", PublishArticle(article.id))
    town.pass_time(hours=3)
    assert [thread.id for thread in town.ask(None, ListThreads()).items] == [post.id]
    assert [kind for kind, _ in town.inbox("ada")] == ["articles.published", "articles.approved"]


def test_nobody_publishes_before_an_embargo_ends(town: Any) -> None:
    article = town.approved()
    embargoed = town.do("edi", ScheduleArticle(article.id, town.after(hours=5), embargo=True))
    assert embargoed.state is ArticleState.EMBARGOED
    for command in (
        PublishArticle(article.id),
        ScheduleArticle(article.id, town.after(hours=1)),
    ):
        with town.refused("articles.embargoed", Conflict):
            town.do("stew", command)
    town.do("edi", UnscheduleArticle(article.id))
    with town.refused("articles.embargoed", Conflict):
        town.do("edi", PublishArticle(article.id))
    town.do("edi", ScheduleArticle(article.id, town.after(hours=6)))
    assert [its.id for its in town.ask("edi", ListDeskArticles(states=(ArticleState.EMBARGOED,))).items] == [
        article.id
    ]
    town.pass_time(hours=6)
    assert threads(town) == ["The well is open"]


def test_an_embargo_is_lifted_with_a_reason(town: Any) -> None:
    article = town.approved()
    town.do("edi", ScheduleArticle(article.id, town.after(hours=5), embargo=True))
    with town.refused("runtime.not_permitted", Denied):
        town.do("ada", LiftEmbargo(article.id, "It is mine."))
    lifted = town.do("edi", LiftEmbargo(article.id, "Somebody else has it."))
    assert (lifted.state, lifted.embargo_until) == (ArticleState.SCHEDULED, None)
    assert town.ask("ada", ListArticleActions(article.id))[-1].reason == "Somebody else has it."
    town.do("edi", PublishArticle(article.id))
    assert threads(town) == ["The well is open"]
    other = town.approved()
    with town.refused("articles.no_embargo", Conflict):
        town.do("edi", LiftEmbargo(other.id, "None."))
