"""Concurrent commands about one article: one of two is kept; on both databases."""

from threading import Barrier, get_ident
from typing import Any

import pytest
from sqlalchemy import bindparam, update

from commkit import Conflict
from commkit.posts import ListThreads, Post
from commkit.storage import statement
from commkit_articles import (
    ApproveArticle,
    Article,
    ArticlePublished,
    ArticleState,
    CorrectArticle,
    EditArticle,
    ListArticleActions,
    ListCorrections,
    PublishArticle,
    ReadArticle,
    RetireArticle,
    ScheduleArticle,
    SendBackArticle,
)
from commkit_articles.desk.statements import WRITTEN
from commkit_articles.tables import article as article_table

ROUNDS = 6

UNCONDITIONAL = statement(
    lambda: (
        update(article_table)
        .values(
            change=article_table.c.change + 1,
            **{name: bindparam(f"new_{name}", type_=article_table.c[name].type) for name in WRITTEN},
        )
        .where(
            article_table.c.community_id == bindparam("community_id"),
            article_table.c.id == bindparam("id"),
            bindparam("seen") > 0,
        )
    )
)
"""How an article is saved, without the condition that nobody changed it since it was read."""


def posts(town: Any) -> list[Any]:
    return [thread.id for thread in town.ask(None, ListThreads()).items]


def split(outcomes: list[Any]) -> tuple[list[Any], list[Any]]:
    lost = [outcome for outcome in outcomes if isinstance(outcome, Conflict)]
    won = [outcome for outcome in outcomes if isinstance(outcome, Article | Post)]
    assert len(lost) + len(won) == len(outcomes), outcomes
    return won, lost


def test_of_two_reviewers_one_decides(town: Any) -> None:
    for _ in range(ROUNDS):
        article = town.submitted()
        won, lost = split(
            town.at_once(
                lambda article=article: town.do("edi", ApproveArticle(article.id, 1)),
                lambda article=article: town.do("eve", ApproveArticle(article.id, 1)),
            )
        )
        assert (len(won), len(lost)) == (1, 1)
        assert lost[0].code in ("articles.stale", "articles.wrong_state")
        assert len(town.ask("ada", ListArticleActions(article.id))) == 1


def test_what_is_sent_back_at_once_is_never_left_approved_without_its_decision(town: Any) -> None:
    for _ in range(ROUNDS):
        article = town.submitted()
        split(
            town.at_once(
                lambda article=article: town.do("edi", ApproveArticle(article.id, 1)),
                lambda article=article: town.do("eve", SendBackArticle(article.id, 1, "No.")),
            )
        )
        after = town.ask("ada", ReadArticle(article.id))
        last = town.ask("ada", ListArticleActions(article.id))[-1].what
        assert (after.state, last) in ((ArticleState.APPROVED, "approved"), (ArticleState.DRAFT, "sent_back"))


def test_an_article_is_published_once_by_two_hands(town: Any) -> None:
    told: list[Any] = []
    town.kit.on(ArticlePublished)(told.append)
    for round in range(1, ROUNDS + 1):
        article = town.approved()
        won, lost = split(
            town.at_once(
                lambda article=article: town.do("edi", PublishArticle(article.id)),
                lambda article=article: town.do("eve", PublishArticle(article.id)),
            )
        )
        assert (len(won), len(lost)) == (1, 1)
        assert len(posts(town)) == len(told) == round
        assert town.ask("edi", ReadArticle(article.id)).post == won[0].id


def test_an_article_is_published_once_by_hand_and_by_workers(town: Any) -> None:
    for round in range(1, ROUNDS + 1):
        article = town.approved()
        town.do("edi", ScheduleArticle(article.id, town.after(minutes=5)))
        town.clock.advance(town.after(minutes=6) - town.clock())
        town.at_once(
            lambda article=article: town.do("eve", PublishArticle(article.id)),
            lambda: town.kit.worker().drain(),
            lambda: town.kit.worker().drain(),
        )
        town.kit.worker().drain()
        assert len(posts(town)) == round
        after = town.ask("edi", ReadArticle(article.id))
        assert (after.state, after.failure_code) == (ArticleState.PUBLISHED, "")


def test_what_is_retired_while_it_is_due_is_retired_or_published_then_retired(town: Any) -> None:
    for _ in range(ROUNDS):
        article = town.approved()
        before = len(posts(town))
        town.do("edi", ScheduleArticle(article.id, town.after(minutes=5)))
        town.clock.advance(town.after(minutes=6) - town.clock())
        retired, _ = town.at_once(
            lambda article=article: town.do("eve", RetireArticle(article.id, "Not true.")),
            lambda: town.kit.worker().drain(),
        )
        town.pass_time(hours=1)
        after = town.ask("edi", ReadArticle(article.id))
        assert len(posts(town)) - before == int(after.post is not None)
        if isinstance(retired, Conflict):
            assert (after.state, retired.code) == (ArticleState.PUBLISHED, "articles.stale")
        else:
            assert after.state is ArticleState.RETIRED


def test_an_edit_while_it_is_approved_leaves_no_unread_version_approved(town: Any) -> None:
    for _ in range(ROUNDS):
        article = town.submitted()
        town.at_once(
            lambda article=article: town.do("edi", ApproveArticle(article.id, 1)),
            lambda article=article: town.do(
                "ada", EditArticle(article=article.id, version=1, body="Unread.")
            ),
        )
        after = town.ask("edi", ReadArticle(article.id))
        if after.version == 2:
            assert after.state in (ArticleState.REVIEW, ArticleState.DRAFT)
            with town.refused("articles.not_approved", Conflict):
                town.do("edi", PublishArticle(article.id))


def test_of_two_corrections_of_one_version_one_is_kept_with_its_note(town: Any) -> None:
    for _ in range(ROUNDS):
        article, post = town.published()
        won, lost = split(
            town.at_once(
                *(
                    lambda actor=actor, article=article: town.do(
                        actor,
                        CorrectArticle(article=article.id, version=1, body=f"As {actor} says.", note=actor),
                    )
                    for actor in ("edi", "eve")
                )
            )
        )
        assert (len(won), len(lost)) == (1, 1)
        (correction,) = town.ask(None, ListCorrections(post.id))
        assert won[0].body == f"As {correction.note} says."


def both_read_first(town: Any, *works: Any) -> list[Any]:
    """Run two commands such that both have read the article before either saves it."""
    seen = Barrier(2, timeout=20)
    waited: set[int] = set()

    def hold(sql: str) -> None:
        if sql.startswith("UPDATE commkit_articles_article") and get_ident() not in waited:
            waited.add(get_ident())
            seen.wait()

    town.kit.database.observer = hold
    try:
        return town.at_once(*works)
    finally:
        town.kit.database.observer = None


@pytest.mark.postgres
def test_both_read_before_either_saves_and_one_publishes(postgres_town: Any) -> None:
    town = postgres_town
    article = town.approved()
    won, lost = split(
        both_read_first(
            town,
            lambda: town.do("edi", PublishArticle(article.id)),
            lambda: town.do("eve", PublishArticle(article.id)),
        )
    )
    assert (len(won), len(lost), lost[0].code) == (1, 1, "articles.stale")
    assert len(posts(town)) == 1


@pytest.mark.postgres
def test_control_without_the_condition_it_is_published_twice(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = postgres_town
    article = town.approved()
    monkeypatch.setattr("commkit_articles.desk.statements.SAVE", UNCONDITIONAL)
    won, _ = split(
        both_read_first(
            town,
            lambda: town.do("edi", PublishArticle(article.id)),
            lambda: town.do("eve", PublishArticle(article.id)),
        )
    )
    assert len(won) == len(posts(town)) == 2


@pytest.mark.postgres
def test_control_without_the_condition_an_unread_version_is_approved(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The approval of version 1 overwrites what was edited meanwhile, or an unread text counts as approved."""
    town = postgres_town
    article = town.submitted()
    monkeypatch.setattr("commkit_articles.desk.statements.SAVE", UNCONDITIONAL)
    both_read_first(
        town,
        lambda: town.do("edi", ApproveArticle(article.id, 1)),
        lambda: town.do("ada", EditArticle(article=article.id, version=1, body="Unread.")),
    )
    after = town.ask("edi", ReadArticle(article.id))
    lost_edit = after.version == 1 and after.body == article.body
    lost_approval = after.version == 2 and after.state is ArticleState.REVIEW
    assert lost_edit or lost_approval
    assert len(town.ask("ada", ListArticleActions(article.id))) == 1
