"""An article gets another author: offered, accepted, and with the credit of the former one."""

from typing import Any

import pytest

from commkit import SYSTEM, CommkitError, Conflict, Denied, NotFound
from commkit.members import LeaveCommunity
from commkit.privacy import ErasePerson
from commkit_articles import (
    AcceptCoAuthorship,
    AcceptLeadAuthorship,
    ApproveArticle,
    EditArticle,
    EndLeadOffer,
    InviteCoAuthor,
    ListMyArticles,
    OfferLeadAuthorship,
    PublishArticle,
    ReadArticle,
    ReadPublishedArticle,
    SubmitArticle,
)


def published_names(town: Any, article: Any) -> list[str]:
    """Who is named once it is published."""
    after = town.ask("edi", ReadArticle(article.id))
    if after.approved_version != after.version:
        town.do("edi", SubmitArticle(article.id, after.version))
        town.do("edi", ApproveArticle(article.id, after.version))
    post = town.do("eve", PublishArticle(article.id))
    return [byline.name for byline in town.ask(None, ReadPublishedArticle(post.id)).authors]


def test_an_author_is_asked_and_the_former_one_stays_named(town: Any) -> None:
    article, bob = town.approved(), town.member("bob")
    with pytest.raises(NotFound):
        town.do("bob", AcceptLeadAuthorship(article.id))  # nobody shows it to him
    town.do("ada", OfferLeadAuthorship(article.id, bob))
    assert town.inbox("bob") == [("articles.lead_offered", article.id)]
    assert [item.id for item in town.ask("bob", ListMyArticles()).items] == [article.id]
    with town.refused("articles.not_author", Denied):
        town.do("bob", EditArticle(article=article.id, version=1, body="Mine."))
    with town.refused("articles.not_asked", Conflict):
        town.do("edi", AcceptLeadAuthorship(article.id))
    after = town.do("bob", AcceptLeadAuthorship(article.id))
    assert (after.author, after.coauthors, after.offered_to) == (bob, (town.member("ada"),), None)
    assert after == town.ask("bob", ReadArticle(article.id))
    assert town.inbox("ada")[0] == ("articles.lead_changed", article.id)
    assert published_names(town, article) == ["bob", "ada"]


def test_a_coauthor_becomes_the_author_once(town: Any) -> None:
    draft, bob = town.draft(), town.member("bob")
    town.do("ada", InviteCoAuthor(draft.id, bob))
    town.do("bob", AcceptCoAuthorship(draft.id))
    town.do("ada", OfferLeadAuthorship(draft.id, bob))
    assert town.do("bob", AcceptLeadAuthorship(draft.id)).authors == (bob, town.member("ada"))
    with town.refused("articles.not_asked", Conflict):
        town.do("bob", AcceptLeadAuthorship(draft.id))
    with town.refused("articles.is_author", Conflict):
        town.do("bob", OfferLeadAuthorship(draft.id, bob))


def test_an_offer_is_declined_taken_back_and_replaced(town: Any) -> None:
    draft, bob, cid = town.draft(), town.member("bob"), town.member("cid")
    town.do("ada", OfferLeadAuthorship(draft.id, bob))
    town.do("ada", OfferLeadAuthorship(draft.id, cid))
    with pytest.raises(NotFound):
        town.do("bob", AcceptLeadAuthorship(draft.id))  # another one is asked now
    assert town.do("cid", EndLeadOffer(draft.id)).offered_to is None
    with pytest.raises(NotFound):
        town.ask("cid", ReadArticle(draft.id))
    with town.refused("articles.no_offer", Conflict):
        town.do("ada", EndLeadOffer(draft.id))


def test_only_the_author_offers_while_they_are_here(town: Any) -> None:
    draft, bob = town.draft(), town.member("bob")
    town.do("ada", InviteCoAuthor(draft.id, bob))
    town.do("bob", AcceptCoAuthorship(draft.id))
    for actor in ("bob", "edi", "stew"):
        with town.refused("articles.not_author", Denied):
            town.do(actor, OfferLeadAuthorship(draft.id, bob))


def test_a_steward_stands_in_for_an_author_who_left(town: Any) -> None:
    article, bob = town.approved(), town.member("bob")
    town.do("ada", LeaveCommunity())
    with town.refused("articles.author_gone", Conflict):
        town.do("edi", PublishArticle(article.id))
    with town.refused("articles.not_author", Denied):
        town.do("edi", OfferLeadAuthorship(article.id, bob))  # the desk is no steward
    town.do("stew", OfferLeadAuthorship(article.id, bob))
    town.do("bob", AcceptLeadAuthorship(article.id))
    assert published_names(town, article) == ["bob", "ada"]


def test_the_credit_of_an_erased_author_goes_with_them(town: Any) -> None:
    article = town.approved()
    town.do(SYSTEM, ErasePerson("ada"))
    town.do("stew", OfferLeadAuthorship(article.id, town.member("bob")))
    after = town.do("bob", AcceptLeadAuthorship(article.id))
    assert (after.body, after.coauthors) == ("", ())
    town.do("bob", EditArticle(article=article.id, version=1, title="Anew", body="Written anew."))
    assert published_names(town, article) == ["bob"]


def test_a_published_article_stays_whose_post_it_is(town: Any) -> None:
    article, _ = town.published()
    with town.refused("articles.not_a_draft", Conflict):
        town.do("ada", OfferLeadAuthorship(article.id, town.member("bob")))


def test_an_erased_offer_leaves_the_article(town: Any) -> None:
    draft = town.draft()
    town.do("ada", OfferLeadAuthorship(draft.id, town.member("bob")))
    town.do(SYSTEM, ErasePerson("bob"))
    assert town.do("ada", EndLeadOffer(draft.id)).author == town.member("ada")


def test_of_two_at_once_one_offer_is_accepted_or_ended(town: Any) -> None:
    for _ in range(3):
        draft = town.draft()
        town.do("ada", OfferLeadAuthorship(draft.id, town.member("bob")))
        outcomes = town.at_once(
            lambda draft=draft: town.do("bob", AcceptLeadAuthorship(draft.id)),
            lambda draft=draft: town.do("ada", EndLeadOffer(draft.id)),
        )
        assert sum(not isinstance(outcome, CommkitError) for outcome in outcomes) == 1
        after = town.ask("ada", ReadArticle(draft.id))
        assert after.offered_to is None
        assert len(after.authors) == (2 if after.author == town.member("bob") else 1)
