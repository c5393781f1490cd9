"""Articles from threads: provenance, credits, thanks, and what may not be taken."""

from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, NotFound
from commkit.posts import MoveThread, RemovePost, ViewThread
from commkit.privacy import ErasePerson
from commkit.spaces import CreateSpace, JoinSpace, SpaceJoinPolicy
from commkit_articles import (
    ApproveArticle,
    Article,
    ArticleState,
    DraftArticleFromThread,
    EditArticle,
    InviteCoAuthor,
    ListArticlesFromThread,
    ListArticleSources,
    ListCredits,
    PublishArticle,
    ReadArticle,
    ScheduleArticle,
    SettleSources,
    SubmitArticle,
)


def drafted(town: Any, *posts: Any, by: str = "ada", **fields: Any) -> Article:
    """An article that is made of posts, the first of which opened their thread."""
    return town.do(
        by,
        DraftArticleFromThread(
            thread=posts[0].thread, posts=tuple(post.id for post in posts), title="Who dug the well", **fields
        ),
    )


def approve(town: Any, article: Article, by: str = "ada") -> None:
    version = town.ask("edi", ReadArticle(article.id)).version
    town.do(by, SubmitArticle(article.id, version))
    town.do("edi", ApproveArticle(article.id, version))


def make_space(town: Any, slug: str = "inner", *inside: str, **options: Any) -> Any:
    """A space by stew, who alone is in it at first."""
    policy = SpaceJoinPolicy.OPEN if options else SpaceJoinPolicy.INVITE
    space = town.do("stew", CreateSpace(slug, slug.title(), join_policy=policy, **options))
    for name in inside:
        town.do(name, JoinSpace(space.id))
    return space


def test_a_thread_becomes_an_article_with_credits_and_thanks(town: Any) -> None:
    talk = town.talk("bob")
    reply, own = town.reply(talk.id, "cid"), town.reply(talk.id, "ada", "I drank of it.")
    article = drafted(town, talk, own, reply)
    assert article.body == "I dug the well.\n\nAnd I carried the stones.\n\nI drank of it."
    sources = town.ask("ada", ListArticleSources(article.id))
    assert [source.post for source in sources] == [talk.id, reply.id, own.id]
    assert town.ask("bob", ListArticlesFromThread(talk.id)) == ()
    approve(town, article)
    post = town.do("edi", PublishArticle(article.id))
    credits = town.ask(None, ListCredits(post.id))
    assert [(credit.name, credit.posts) for credit in credits] == [("bob", (talk.id,)), ("cid", (reply.id,))]
    for contributor in ("bob", "cid"):
        assert town.inbox(contributor) == [("articles.contributed", post.id)]
    assert "articles.contributed" not in [kind for kind, _ in town.inbox("ada")]
    (linked,) = town.ask(None, ListArticlesFromThread(talk.id))
    assert linked.post == post.id
    view = town.ask(None, ViewThread(talk.id, rendered=False))
    assert "articles.in_article" in view.thread.marks


def test_nothing_is_taken_that_the_actor_does_not_see(town: Any) -> None:
    talk, other = town.talk("bob"), town.talk("cid")
    with town.refused("articles.no_source", NotFound):
        drafted(town, talk, other)
    with pytest.raises(Invalid):
        town.do("ada", DraftArticleFromThread(thread=talk.id, posts=(), title="Nothing"))
    space = make_space(town, "inner", "edi", private=True)
    inner = town.talk("edi", space=space.id)
    with town.refused("runtime.not_found", NotFound):
        drafted(town, inner)
    reply = town.reply(talk.id)
    town.do("stew", RemovePost(reply.id))
    with town.refused("articles.no_source", NotFound):
        drafted(town, talk, reply)
    with town.refused("articles.source_closed", Conflict):
        drafted(town, talk, reply, by="stew")


def test_nothing_is_taken_from_a_smaller_audience_or_a_wall(town: Any) -> None:
    space, outer = make_space(town, "inner", "edi", private=True), make_space(town, "outer")
    inner = town.talk("edi", space=space.id)
    with town.refused("articles.source_closed", Conflict):
        drafted(town, inner, by="edi")
    within = drafted(town, inner, by="edi", space=space.id)
    assert within.audience == space.audience
    with town.refused("articles.source_closed", Conflict):
        town.do("edi", EditArticle(article=within.id, version=1, space=outer.id))
    assert town.ask("edi", ReadArticle(within.id)).version == 1
    walled = make_space(town, "wall", "edi", private=True, walled=True)
    behind = town.talk("edi", space=walled.id)
    for place in ({}, {"space": walled.id}):
        with town.refused("articles.source_closed", Conflict):
            drafted(town, behind, by="edi", **place)


def test_a_published_article_is_not_moved_to_who_does_not_see_what_it_was_made_of(town: Any) -> None:
    space, outer = make_space(town, "inner", "edi", "eve", private=True), make_space(town, "outer")
    within = drafted(town, town.talk("edi", space=space.id), by="edi", space=space.id)
    town.do("edi", SubmitArticle(within.id, 1))
    town.do("eve", ApproveArticle(within.id, 1))
    post = town.do("edi", PublishArticle(within.id))
    with town.refused("articles.source_closed", Conflict):
        town.do(SYSTEM, MoveThread(post.id, space=outer.id))


def test_what_was_removed_since_holds_the_publication_back(town: Any) -> None:
    talk = town.talk("bob")
    reply = town.reply(talk.id)
    article = drafted(town, talk, reply)
    approve(town, article)
    town.do("edi", ScheduleArticle(article.id, town.after(hours=1)))
    town.do("cid", RemovePost(reply.id))
    town.pass_time(hours=2)
    after = town.ask("ada", ReadArticle(article.id))
    assert (after.state, after.failure_code) == (ArticleState.APPROVED, "articles.source_closed")
    town.do("ada", EditArticle(article=article.id, version=1, body="Somebody dug the well."))
    with town.refused("runtime.not_found", NotFound):
        town.do("bob", SettleSources(article.id))
    assert town.do("ada", SettleSources(article.id)).taken == 1
    approve(town, article)
    post = town.do("edi", PublishArticle(article.id))
    assert [credit.name for credit in town.ask(None, ListCredits(post.id))] == ["bob"]
    assert town.inbox("cid") == []


def test_an_erased_contributor_has_no_credit_and_holds_the_publication_back(town: Any) -> None:
    talk = town.talk("bob")
    town.reply(talk.id)
    article, later = drafted(town, talk), drafted(town, talk, by="cid")
    approve(town, article)
    post = town.do("edi", PublishArticle(article.id))
    approve(town, later, by="cid")
    with town.kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson("bob"))
    assert town.ask(None, ListCredits(post.id)) == ()
    with town.refused("articles.source_closed", Conflict):
        town.do("edi", PublishArticle(later.id))
    town.do("cid", SettleSources(later.id))
    town.do("edi", PublishArticle(later.id))


def test_who_does_not_see_the_source_sees_no_credit(town: Any) -> None:
    talk = town.talk("bob")
    article = drafted(town, talk)
    approve(town, article)
    post = town.do("edi", PublishArticle(article.id))
    space = make_space(town, "inner", private=True)
    town.do(SYSTEM, MoveThread(talk.id, space=space.id))
    assert town.ask("cid", ListCredits(post.id)) == ()
    assert [credit.name for credit in town.ask("stew", ListCredits(post.id))] == ["bob"]
    with town.refused("runtime.not_found", NotFound):
        town.ask("cid", ListArticlesFromThread(talk.id))


def test_markups_are_not_mixed_and_texts_not_too_long(town: Any) -> None:
    talk = town.talk("bob", body="<p>I dug it.</p>", markup="html")
    reply = town.reply(talk.id)
    with pytest.raises(Invalid, match="one markup"):
        drafted(town, talk, reply)
    assert drafted(town, talk).markup == "html"
    long = town.talk("bob", body="w" * 30_000)
    with pytest.raises(Invalid, match="characters"):
        drafted(town, long, town.reply(long.id, body="v" * 30_000))


def test_an_asked_coauthor_settles_nothing(town: Any) -> None:
    article = drafted(town, town.talk("bob"))
    town.do("ada", InviteCoAuthor(article.id, town.member("cid")))
    with town.refused("articles.not_author", Denied):
        town.do("cid", SettleSources(article.id))
