"""Types declare their products, and posts of other kinds that state versions of them."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from typing import Any

import pytest

from commkit import SYSTEM, CommunityType, Invalid, Kit, PluginError, PostKind
from commkit.communities import CreateCommunity
from commkit.members import JoinCommunity
from commkit.posts import CreateReply, CreateThread, ViewThread
from commkit_qa import (
    ANSWER,
    COMMENT,
    QUESTION,
    AnnounceRelease,
    ListByFreshness,
    ListRechecks,
    Product,
    QuestionsAndAnswers,
    ReadFreshness,
    ReportVersion,
    StateVersions,
)
from commkit_qa.freshness.records import FreshnessState

SHOP = CommunityType(
    "shop",
    features=("posts", "qa.releases"),
    post_kinds=(QUESTION, ANSWER, COMMENT, PostKind(name="guide", opens=True, replies=("comment",))),
    declares=(Product("shop.app", "The app", kinds=("guide",)), Product("shop.site")),
)


class Shop:
    """A shop with two products; ada asks, bob writes."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit

    def do(self, actor: Any, command: Any) -> Any:
        return self.kit.transact(actor, "shop", lambda session: session.do(command))

    def ask(self, actor: Any, query: Any) -> Any:
        with self.kit.session(actor, "shop", read_only=True) as session:
            return session.ask(query)


@pytest.fixture
def shop() -> Iterator[Shop]:
    with closing(Kit("sqlite://", plugins=[QuestionsAndAnswers()], types=[SHOP])) as kit:
        kit.migrate()
        founded = {"care_hours": 1, "review_on": date(2100, 1, 1)}
        with kit.session("stew") as lobby:
            lobby.do(CreateCommunity("shop", type="shop", title="Shop", purpose="Sell", **founded))
        made = Shop(kit)
        for member in ("ada", "bob"):
            made.do(member, JoinCommunity())
        yield made


def test_an_answer_states_versions_of_each_product_and_a_guide_of_one(shop: Shop) -> None:
    question = shop.do("ada", CreateThread(kind="question", title="It fails", body="It fails here."))
    answer = shop.do("bob", CreateReply(question.id, "Try again.", kind="answer"))
    guide = shop.do("bob", CreateThread(kind="guide", title="How to pay", body="With a card."))
    shop.do("bob", StateVersions(answer.id, product="shop.site", until="3.0"))
    shop.do("bob", StateVersions(answer.id, product="shop.app", since="2.0"))
    shop.do("bob", StateVersions(guide.id, product="shop.app", since="2.0"))
    found = shop.ask("ada", ReadFreshness((answer.id, guide.id)))
    assert [(its.post, its.product) for its in found] == [
        (answer.id, "shop.app"),
        (answer.id, "shop.site"),
        (guide.id, "shop.app"),
    ]
    for bad in (
        StateVersions(guide.id, product="shop.site"),
        StateVersions(guide.id),
        ReportVersion(guide.id, "1.0", works=True, product="shop.desk"),
    ):
        with pytest.raises(Invalid):
            shop.do("bob", bad)
    page = shop.ask("ada", ViewThread(guide.id, rendered=False))
    assert "qa.fresh" in page.items[0].marks
    assert "qa.fresh" in page.thread.marks
    listed = shop.ask("stew", ListByFreshness(states=(FreshnessState.FRESH,))).items
    assert [its.post for its in listed] == [guide.id]  # nobody accepted the answer


def test_a_release_of_one_product_asks_about_it_alone(shop: Shop) -> None:
    guides = [
        shop.do("bob", CreateThread(kind="guide", title=f"Guide {number}", body="With a card."))
        for number in range(2)
    ]
    shop.do("bob", StateVersions(guides[0].id, product="shop.app", since="2.0"))
    shop.do(SYSTEM, AnnounceRelease("9.0", product="shop.site"))
    shop.kit.worker().drain()
    assert shop.ask("bob", ListRechecks()).items == ()
    shop.do(SYSTEM, AnnounceRelease("3.0", product="shop.app"))
    shop.kit.worker().drain()
    assert [found.post for found in shop.ask("bob", ListRechecks()).items] == [guides[0].id]
    with pytest.raises(Invalid):
        shop.do(SYSTEM, AnnounceRelease("4.0"))


def test_a_product_that_nobody_collects_is_refused() -> None:
    type = CommunityType(  # what it is
        "club", features=("qa.questions",), post_kinds=(QUESTION, ANSWER, COMMENT), declares=(Product("x"),)
    )
    with pytest.raises(PluginError, match="Product"):
        Kit("sqlite://", plugins=[QuestionsAndAnswers()], types=[type])
