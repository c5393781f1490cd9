"""A link to an article answers as the article's own address does: it leads there where who opens it may read it."""

from collections.abc import Callable
from typing import Any

import pytest

from commkit import SYSTEM, CommkitError
from commkit.adapters.http import Request, handle, make_contract
from commkit.members import AddGroupMember, CreateGroup
from commkit.posts import ReadPost, RemovePost, RestorePost
from commkit_articles import (
    ListArticles,
    ListDeskArticles,
    ReadPublishedArticle,
    RetireArticle,
    RetractArticle,
)
from commkit_media import CreateShareLink

REASON = "The well is dry."
ACTORS = (None, "bob", "rea", "edi")


def leads_to(town: Any, link: Any, actor: str | None = None) -> str | None:
    """Where a link leads; None for nowhere."""
    request = Request("GET", f"/news/media/share/{link.token}")
    got = handle(make_contract(town.kit), request, actor)
    assert got.status in (302, 404)
    return str(got.header("Location")) if got.status == 302 else None


def is_read(town: Any, post: Any, actor: str | None) -> bool:
    """Whether the page of a post shows it to somebody: one that was removed is none that a link leads to."""
    try:
        return bool(town.ask(actor, ReadPost(post.id)).removed_at is None)
    except CommkitError:
        return False


def article_of(town: Any, post: Any) -> Any:
    articles = town.ask("edi", ListDeskArticles(limit=100)).items
    return next(article.id for article in articles if article.post == post.id)


def for_a_few(town: Any) -> Any:
    group = town.do(SYSTEM, CreateGroup("insiders", "Insiders"))
    for name in ("ada", "rea", "edi"):
        town.do(SYSTEM, AddGroupMember(group.id, town.member(name)))
    return town.published(audience=group.id)


STATES: dict[str, Callable[[Any], Any]] = {
    "published": lambda town: town.published(),
    "for a few": for_a_few,
}


def retire(town: Any, post: Any) -> None:
    town.do("edi", RetireArticle(article_of(town, post), REASON))


def retract(town: Any, post: Any) -> None:
    town.do("edi", RetractArticle(article=article_of(town, post), reason=REASON, text="gone"))


def remove(town: Any, post: Any) -> None:
    town.do("edi", RemovePost(post.id, reason=REASON))


WHAT: dict[str, Callable[[Any, Any], None]] = {
    "nothing": lambda town, post: None,
    "retired": retire,
    "retracted": retract,
    "removed": remove,
}


@pytest.mark.parametrize("what", WHAT)
@pytest.mark.parametrize("state", STATES)
def test_a_link_leads_to_what_its_reader_sees_and_nowhere_else(town: Any, state: str, what: str) -> None:
    post = STATES[state](town)
    link = town.do("edi", CreateShareLink(channel="letter", post=post.id))
    WHAT[what](town, post)
    its_page = f"https://news.example/c/news/Post/{post.id}"
    for actor in ACTORS:
        assert leads_to(town, link, actor) == (its_page if is_read(town, post, actor) else None), actor
    seen_by_visitors = state == "published" and what != "removed"
    assert is_read(town, post, None) is seen_by_visitors


@pytest.mark.parametrize("what", ["retired", "retracted"])
def test_the_page_of_a_retired_article_says_so_and_is_in_no_list(town: Any, what: str) -> None:
    """That is why a link leads there: who follows it reads that the article does not hold, and what to read instead."""
    post, instead = town.published(), town.published(title="The new well")
    link = town.do("edi", CreateShareLink(channel="letter", post=post.id))
    article = article_of(town, post)
    if what == "retired":
        town.do("edi", RetireArticle(article, REASON, replaced_by=instead.id))
    else:
        town.do("edi", RetractArticle(article=article, reason=REASON, replaced_by=instead.id))
    assert leads_to(town, link) is not None
    page = town.ask(None, ReadPublishedArticle(post.id))
    assert (page.retired_because, page.replaced_by, page.retracted) == (
        REASON,
        instead.id,
        what == "retracted",
    )
    assert post.id not in {each.post for each in town.ask(None, ListArticles()).items}


def test_a_removed_article_that_is_restored_is_led_to_again(town: Any) -> None:
    post = town.published()
    link = town.do("edi", CreateShareLink(channel="letter", post=post.id))
    retire(town, post)
    remove(town, post)
    assert leads_to(town, link) is None
    town.do("edi", RestorePost(post.id))
    assert leads_to(town, link) is not None


def test_a_release_that_is_given_up_before_its_embargo_ends_is_led_to_by_nothing(town: Any) -> None:
    release = town.embargoed()
    link = town.do("edi", CreateShareLink(channel="letter", release=release.id))
    town.do("edi", RetireArticle(release.article, REASON))
    town.pass_time(hours=4)
    assert [leads_to(town, link, actor) for actor in ACTORS] == [None] * len(ACTORS)
