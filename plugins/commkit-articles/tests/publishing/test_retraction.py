"""Retraction: the article stays as retracted, with its reason and its moment; its text is struck, or is gone."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import Conflict, Denied
from commkit.adapters.http import Request, handle, make_contract
from commkit.posts import CompareRevisions, ListRevisions, ListThreads, ReadPost
from commkit.rendering import render
from commkit.search import SearchContent
from commkit_articles import (
    CorrectArticle,
    DeskAction,
    ListArticleActions,
    ListArticles,
    ListArticleVersions,
    PublishArticle,
    ReadArticle,
    ReadPublishedArticle,
    RetireArticle,
    RetractArticle,
    ScheduleArticle,
)
from commkit_articles.publishing.policy import strike

WORD = "Zephyrwell"
REASON = "The *well* is dry."


def feed(town: Any) -> str:
    got = handle(make_contract(town.kit), Request("GET", "/press/-/feeds/threads.json"), None)
    assert got.status == 200, got.body
    return got.body.decode()


@pytest.mark.parametrize("left", ["struck", "gone", None])
def test_it_stays_as_retracted_in_all_lists(town: Any, left: Any) -> None:
    article, post = town.published(body=f"{WORD} opened.\n\n- at *noon*\n- for all\n")
    town.do(
        "edi",
        CorrectArticle(
            article=article.id, version=1, note="Not for all.", body=f"{WORD} opened.\n\n> at *noon*"
        ),
    )
    town.clock.advance(timedelta(seconds=1))
    retracted = town.do("edi", RetractArticle(article=article.id, reason=REASON, text=left))
    town.kit.worker().drain()
    assert (retracted.state, retracted.retired_at) == ("retired", town.clock())
    seen = town.ask(None, ReadPublishedArticle(post.id))
    assert (seen.title, seen.retired_because, seen.retracted) == (article.title, REASON, True)
    assert seen.retired_at == town.clock()
    now = town.ask(None, ReadPost(post.id))
    html = render(now.body, markup=now.markup)
    assert "Retracted on 2026-03-02 09:00:01 UTC." in html
    assert "The *well* is dry." in html
    is_gone = left == "gone"
    assert (WORD in html) is not is_gone
    assert ("<del>" in html or "<s>" in html) is not is_gone
    assert town.ask(None, ListArticles()).items == ()
    assert [each.post for each in town.ask(None, ListArticles(state="retired")).items] == [post.id]
    assert "Retracted on" in feed(town)
    assert (WORD in feed(town)) is not is_gone
    found = town.ask(None, SearchContent(WORD)).hits
    assert (not found) is is_gone
    history = str(town.ask(None, ListRevisions(post.id)))
    assert (WORD in history) is not is_gone
    assert (WORD in str(town.ask(None, CompareRevisions(post.id, 1)))) is not is_gone
    assert WORD in str(town.ask("ada", ListArticleVersions(article.id)))
    assert ("articles.retired", post.id) in town.inbox("ada")
    assert town.ask("edi", ListArticleActions(article.id))[-1].what is DeskAction.RETRACTED
    for command in (RetractArticle(article=article.id, reason="Again."), RetireArticle(article.id, "Again.")):
        with town.refused("articles.retired", Conflict):
            town.do("edi", command)


def test_it_is_published_and_retracted_in_the_same_second(town: Any) -> None:
    """In one transaction, too: what is told afterwards tells of what is retracted."""
    article = town.approved(body=f"{WORD} opened.")
    with town.kit.session("edi", "press") as session:
        post = session.do(PublishArticle(article.id))
        session.do(RetractArticle(article=article.id, reason=REASON, text="gone"))
    town.kit.worker().drain()
    seen = town.ask(None, ReadPublishedArticle(post.id))
    assert (seen.published_at, seen.retired_at, seen.retracted) == (town.clock(), town.clock(), True)
    assert town.ask(None, ListArticles()).items == ()
    assert [each.id for each in town.ask(None, ListThreads()).items] == [post.id]
    assert not town.ask(None, SearchContent(WORD)).hits
    assert WORD not in feed(town)
    assert WORD not in str(town.ask(None, ListRevisions(post.id)))


def test_it_is_published_by_the_worker_and_retracted_in_that_second(town: Any) -> None:
    article = town.approved(body=f"{WORD} opened.")
    town.do("edi", ScheduleArticle(article.id, town.after(hours=1), embargo=True))
    town.pass_time(hours=1)
    after = town.do("edi", RetractArticle(article=article.id, reason=REASON, text="gone"))
    assert after.published_at == after.retired_at
    town.kit.worker().drain()
    assert WORD not in feed(town)
    assert town.ask("edi", ReadArticle(article.id)).failure_code == ""


def test_the_setting_says_what_becomes_of_the_text(make_town: Any) -> None:
    town = make_town(retracted_text="gone")
    article, post = town.published(body=f"{WORD} opened.")
    town.do("edi", RetractArticle(article=article.id, reason=REASON))
    assert WORD not in town.ask(None, ReadPost(post.id)).body


def test_an_article_in_html_is_struck_as_html(town: Any) -> None:
    article, post = town.published(body=f"<p>{WORD}</p><ul><li>at noon</li></ul>", markup="html")
    town.do("edi", RetractArticle(article=article.id, reason="<b>No</b>"))
    now = town.ask(None, ReadPost(post.id))
    html = render(now.body, markup=now.markup)
    assert "&lt;b&gt;No&lt;/b&gt;" in html
    assert "<del>" in html


def test_what_was_never_published_is_not_retracted(town: Any) -> None:
    article = town.approved()
    with town.refused("articles.not_published", Conflict):
        town.do("edi", RetractArticle(article=article.id, reason=REASON))
    assert town.ask("ada", ReadArticle(article.id)).state == "approved"
    published, _ = town.published()
    with pytest.raises(Denied):
        town.do("ada", RetractArticle(article=published.id, reason=REASON))


@given(
    lines=st.lists(
        st.sampled_from(
            ["word", "- item", "  1. item", "> said", "## Head", "    indented", "~~gone~~", "```", ""]
        ),
        max_size=8,
    )
)
def test_every_word_is_struck(lines: list[str]) -> None:
    html = render(strike("\n".join(lines)), markup="markdown")
    for part in html.replace("<s>", "<del>").replace("</s>", "</del>").split("<del>")[1:]:
        assert "</del>" in part
    outside = "".join(
        piece.rpartition("</del>")[2]
        for piece in html.replace("<s>", "<del>").replace("</s>", "</del>").split("<del>")
    )
    for word in ("word", "item", "said", "Head", "indented", "gone"):
        assert word not in outside
