"""Points follow the evidence: given, reversed, given again, and never for oneself."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from commkit import SYSTEM, Denied, Invalid, NotFound
from commkit.communities import UpdateSettings
from commkit.members import LiftRestriction, RestrictMember
from commkit.posts import (
    MergeThreads,
    MovePost,
    PostCreated,
    ReadPost,
    RemovePost,
    RestorePost,
    SplitThread,
)
from commkit.privacy import ErasePerson
from commkit_qa import AcceptAnswer, ReopenQuestion
from commkit_reputation import (
    Evidence,
    ListEvidence,
    ListEvidenceVoids,
    ReadReputation,
    ReinstateEvidence,
    VoidEvidence,
    VoteEvidence,
)
from commkit_reputation.tables import metadata


def test_votes_are_worth_what_the_type_says_and_cost_what_it_says(town: Any) -> None:
    question = town.question()
    answer = town.answer(question.id)
    town.vote("ada", answer.id)
    town.vote("cid", answer.id)
    town.vote("bob", question.id)
    assert (town.points("bob"), town.points("ada")) == (20, 5)
    town.vote("dan", answer.id, "down")
    assert (town.points("bob"), town.points("dan")) == (18, 0)  # -1 is below the floor
    town.unvote("dan", answer.id, "down")
    town.unvote("ada", answer.id)
    assert (town.points("bob"), town.points("dan")) == (10, 0)
    earned = town.ask(None, ReadReputation(town.id("bob")))
    assert (earned.positive, earned.negative, earned.share.n) == (1, 0, 1)
    assert round(earned.share.low, 4) == 0.2065


def test_all_reactions_of_a_member_to_a_post_are_one_vote(town: Any) -> None:
    answer = town.answer(town.question().id)
    town.vote("ada", answer.id, "down")
    assert town.points("bob") == 0
    assert town.ask("stew", ReadReputation(town.id("bob"))).negative == 1
    town.vote("ada", answer.id, "heart")  # 2 - 1: for it
    assert town.points("bob") == 10
    town.vote("ada", answer.id, "up")
    town.vote("ada", answer.id, "thanks")
    assert town.points("bob") == 10
    town.unvote("ada", answer.id, "heart")  # 1 - 1: neither
    assert town.points("bob") == 0
    assert town.ask("stew", ReadReputation(town.id("bob"))).share is None


def test_accepted_answers_count_until_the_question_is_open_again(town: Any) -> None:
    question = town.question()
    answer, other = town.answer(question.id), town.answer(question.id, by="cid")
    town.do("ada", AcceptAnswer(question.id, answer.id))
    assert town.points("bob") == 15
    town.do("ada", ReopenQuestion(question.id))
    town.do("stew", AcceptAnswer(question.id, other.id))
    assert (town.points("bob"), town.points("cid")) == (0, 15)
    town.do("cid", RemovePost(other.id))
    assert town.points("cid") == 0
    town.do("stew", RestorePost(other.id))
    assert town.points("cid") == 0  # restored, and not accepted again


def test_nobody_earns_anything_by_themselves(town: Any) -> None:
    question = town.question()
    answer = town.answer(question.id, by="ada")
    town.do("stew", AcceptAnswer(question.id, answer.id))
    assert town.points("ada") == 0


def test_what_is_removed_counts_for_nothing_and_again_once_it_is_restored(town: Any) -> None:
    question = town.question()
    answer = town.answer(question.id)
    town.vote("ada", answer.id)
    town.vote("dan", answer.id, "down")
    town.vote("cid", question.id)
    assert (town.points("bob"), town.points("ada")) == (8, 5)
    town.do("bob", RemovePost(answer.id))
    assert (town.points("bob"), town.points("ada")) == (0, 5)
    town.do("stew", RestorePost(answer.id))
    town.do("ada", RemovePost(question.id))  # the thread with all replies
    assert (town.points("bob"), town.points("ada")) == (0, 0)
    assert not town.ask("stew", ListEvidence(town.id("bob"))).items
    town.do("stew", RestorePost(question.id))
    assert (town.points("bob"), town.points("ada")) == (8, 5)


def test_what_is_moved_merged_or_split_counts_once_and_as_what_it_is_now(town: Any) -> None:
    first, second = town.question("The first one"), town.question("The second one", by="cid")
    answer = town.answer(first.id)
    town.vote("ada", answer.id)
    town.vote("dan", first.id)
    town.vote("dan", second.id)
    assert (town.points("bob"), town.points("ada"), town.points("cid")) == (10, 5, 5)
    town.do("stew", MovePost(answer.id, second.id))
    assert town.points("bob") == 10
    town.do("stew", MergeThreads(second.id, first.id))
    kinds = {town.ask("ada", ReadPost(id)).kind for id in (second.id, answer.id)}
    assert "question" not in kinds
    assert (town.points("bob"), town.points("cid")) == (10 * ("answer" in kinds), 0)
    town.do("stew", SplitThread(second.id, kind="question", title="The second one again"))
    assert (town.points("ada"), town.points("cid")) == (5, 5)
    town.do("ada", RemovePost(first.id))
    assert (town.points("ada"), town.points("cid")) == (0, 5)


def test_votes_of_who_is_banned_count_again_once_the_ban_is_lifted(town: Any) -> None:
    answer, cid = town.answer(town.question().id), town.id("cid")
    for voter in ("ada", "cid"):
        town.vote(voter, answer.id)
    assert town.points("bob") == 20
    town.do("stew", RestrictMember(cid, "banned", "A second account."))
    assert town.points("bob") == 10
    town.do("stew", LiftRestriction(cid))
    assert town.points("bob") == 20


def erase(town: Any, key: str) -> None:
    with town.kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson(key))


@pytest.mark.parametrize(("count_erased", "left"), [(False, 10), (True, 20)])
def test_whether_votes_of_who_is_erased_count_is_a_setting(
    make_town: Any, *, count_erased: bool, left: int
) -> None:
    town = make_town(count_erased=count_erased)
    answer = town.answer(town.question().id)
    for voter in ("ada", "cid"):
        town.vote(voter, answer.id)
    assert town.points("bob") == 20
    erase(town, "cid")
    assert town.points("bob") == left
    town.do("owner", UpdateSettings("reputation.points", {"count_erased": not count_erased}))
    assert town.points("bob") == 30 - left


def rows_about(town: Any, key: Any) -> int:
    tables = ("evidence", "day", "score", "privilege", "award")
    with town.kit.database.engine.connect() as connection:
        return sum(
            connection.execute(
                select(func.count()).select_from(table).where(table.c.member == key)
            ).scalar_one()
            for name in tables
            for table in [metadata.tables[f"commkit_reputation_{name}"]]
        )


def test_who_is_erased_takes_their_points_along_and_nothing_comes_back(town: Any) -> None:
    answer, bob = town.answer(town.question().id), town.id("bob")
    town.vote("ada", answer.id)
    town.vote("cid", answer.id)
    town.work()
    town.vote("dan", answer.id)  # told after the erasure
    assert rows_about(town, bob) > 3
    erase(town, "bob")
    town.vote("eve", answer.id)
    town.work()
    assert rows_about(town, bob) == 0


def test_the_votes_of_a_ring_are_voided_and_reinstated(town: Any) -> None:
    answer = town.answer(town.question().id)
    ada, bob = town.id("ada"), town.id("bob")
    for voter in ("ada", "cid"):
        town.vote(voter, answer.id)
    assert town.points("bob") == 20
    made = town.do("stew", VoidEvidence(ada, bob, "They vote for each other all day."))
    assert made == town.do("sten", VoidEvidence(ada, bob, "Again."))
    assert town.ask("stew", ListEvidenceVoids()).items == (made,)
    assert town.points("bob") == 10
    second = town.answer(town.question().id)
    town.vote("ada", second.id)
    assert town.points("bob") == 10
    town.do("stew", ReinstateEvidence(ada, bob))
    assert town.points("bob") == 30
    assert not town.ask("stew", ListEvidenceVoids()).items
    with pytest.raises(Invalid):
        town.do("stew", VoidEvidence(ada, ada, "Oneself."))


def test_the_cap_of_a_day_is_on_what_is_capped_and_a_new_cap_counts_at_once(make_town: Any) -> None:
    town = make_town(per_day=15, floor=1)
    assert town.points("bob") == 1
    question = town.question()
    answer = town.answer(question.id)
    for voter in ("ada", "cid", "dan"):
        town.vote(voter, answer.id)
    assert town.points("bob") == 15
    town.do("ada", AcceptAnswer(question.id, answer.id))  # not capped
    assert town.points("bob") == 30
    town.clock.advance(timedelta(days=1))
    town.vote("eve", answer.id)
    assert town.points("bob") == 40
    town.unvote("ada", answer.id)  # 20 are left of that day: still the cap
    assert town.points("bob") == 40
    town.unvote("cid", answer.id)
    assert town.points("bob") == 35
    town.do("owner", UpdateSettings("reputation.points", {"per_day": 5}))
    assert town.points("bob") == 25


def test_a_vote_that_is_given_again_counts_for_its_new_day(make_town: Any) -> None:
    town = make_town(per_day=10)
    answer = town.answer(town.question().id)
    town.vote("ada", answer.id)
    town.vote("cid", answer.id)
    assert town.points("bob") == 10
    town.clock.advance(timedelta(days=1))
    town.unvote("cid", answer.id)
    town.vote("cid", answer.id)  # both told at once
    assert town.points("bob") == 20


def test_members_read_their_own_evidence_and_stewards_everybodys(town: Any) -> None:
    question = town.question()
    answer = town.answer(question.id)
    town.vote("ada", answer.id)
    town.do("ada", AcceptAnswer(question.id, answer.id))
    town.work()
    bob = town.id("bob")
    page = town.ask("bob", ListEvidence(bob, limit=1))
    assert [(item.evidence, item.points, item.quality) for item in page.items] == [("accepted", 15, 1)] or [
        (item.evidence, item.points) for item in page.items
    ] == [("answer_voted", 10)]
    rest = town.ask("bob", ListEvidence(bob, after=page.next))
    assert {item.evidence for item in (*page.items, *rest.items)} == {"accepted", "answer_voted"}
    assert rest.next is None
    assert len(town.ask("stew", ListEvidence(bob)).items) == 2
    with pytest.raises(Denied):
        town.ask("ada", ListEvidence(bob))
    with pytest.raises(NotFound):
        town.ask("ada", ReadReputation(question.id))


def test_what_is_declared_wrongly_is_refused() -> None:
    with pytest.raises(Invalid) as caught:
        Evidence(
            name="a",
            summary="a",
            fact=PostCreated,
            to="author",
            about="post",
            quality=2,
            per_giver=True,
            by=None,
        )
    assert caught.value.code == "reputation.bad_evidence"
    assert [error.path for error in caught.value.errors] == ["fact", "quality", "by"]
    with pytest.raises(Invalid):
        VoteEvidence(name="a", summary="a", down=1)
    with pytest.raises(Invalid):
        VoteEvidence(name="a", summary="a", cost=1)
