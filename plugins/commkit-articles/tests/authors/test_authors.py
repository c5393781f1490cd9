"""Co-authors are asked first, and named once they accepted."""

from typing import Any

from commkit import SYSTEM, Conflict, Denied, NotFound
from commkit.privacy import ErasePerson
from commkit_articles import (
    AcceptCoAuthorship,
    ApproveArticle,
    EditArticle,
    InviteCoAuthor,
    PublishArticle,
    ReadArticle,
    ReadPublishedArticle,
    RemoveCoAuthor,
    SubmitArticle,
)


def test_nobody_is_named_without_their_consent(town: Any) -> None:
    draft, bob = town.draft(), town.member("bob")
    town.do("ada", InviteCoAuthor(draft.id, bob))
    assert town.inbox("bob") == [("articles.coauthor_invited", draft.id)]
    assert town.ask("bob", ReadArticle(draft.id)).coauthors == ()
    with town.refused("articles.not_author", Denied):
        town.do("bob", EditArticle(article=draft.id, version=1, body="Mine."))
    with town.refused("articles.is_author", Conflict):
        town.do("edi", InviteCoAuthor(draft.id, bob))
    town.do("bob", AcceptCoAuthorship(draft.id))
    with town.refused("articles.not_asked", Conflict):
        town.do("bob", AcceptCoAuthorship(draft.id))
    town.do("bob", EditArticle(article=draft.id, version=1, body="Ours."))
    town.do("bob", SubmitArticle(draft.id, 2))
    town.do("edi", ApproveArticle(draft.id, 2))
    post = town.do("edi", PublishArticle(draft.id))
    shown = town.ask(None, ReadPublishedArticle(post.id))
    assert [byline.name for byline in shown.authors] == ["ada", "bob"]
    assert ("articles.published", post.id) in town.inbox("bob")


def test_who_only_was_asked_is_not_named(town: Any) -> None:
    article = town.approved()
    town.do("ada", InviteCoAuthor(article.id, town.member("bob")))
    post = town.do("edi", PublishArticle(article.id))
    assert [byline.name for byline in town.ask(None, ReadPublishedArticle(post.id)).authors] == ["ada"]


def test_a_coauthor_of_the_desk_does_not_review_it(town: Any) -> None:
    draft = town.draft()
    town.do("ada", InviteCoAuthor(draft.id, town.member("edi")))
    town.do("edi", AcceptCoAuthorship(draft.id))
    town.do("ada", SubmitArticle(draft.id, 1))
    with town.refused("articles.own_article", Denied):
        town.do("edi", ApproveArticle(draft.id, 1))
    town.do("eve", ApproveArticle(draft.id, 1))


def test_who_is_removed_or_leaves_sees_it_no_more(town: Any) -> None:
    draft = town.draft()
    bob, cid = town.member("bob"), town.member("cid")
    for name, member in (("bob", bob), ("cid", cid)):
        town.do("ada", InviteCoAuthor(draft.id, member))
        town.do(name, AcceptCoAuthorship(draft.id))
    with town.refused("articles.not_author", Denied):
        town.do("bob", RemoveCoAuthor(draft.id, cid))
    assert town.do("bob", RemoveCoAuthor(draft.id, bob)).coauthors == (cid,)
    town.do("ada", RemoveCoAuthor(draft.id, cid))
    for name in ("bob", "cid"):
        with town.refused("runtime.not_found", NotFound):
            town.ask(name, ReadArticle(draft.id))
    with town.refused("articles.no_coauthor", Conflict):
        town.do("ada", RemoveCoAuthor(draft.id, cid))
    with town.refused("runtime.not_found", NotFound):
        town.do("cid", AcceptCoAuthorship(draft.id))


def test_an_erased_coauthor_is_named_no_more(town: Any) -> None:
    article = town.approved()
    town.do("ada", InviteCoAuthor(article.id, town.member("bob")))
    town.do("bob", AcceptCoAuthorship(article.id))
    post = town.do("edi", PublishArticle(article.id))
    with town.kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson("bob"))
    assert [byline.name for byline in town.ask(None, ReadPublishedArticle(post.id)).authors] == ["ada"]
