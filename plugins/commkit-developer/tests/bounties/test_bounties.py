"""Bounties: points are held, given once, and never made or lost."""

from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import bindparam, update

from commkit import SYSTEM, CommkitError, Conflict, Context, Denied, Invalid, MemberId, NotFound
from commkit.explaining import ExplainDecision
from commkit.posts import AddReaction, MergeThreads, PostId, RemovePost
from commkit.privacy import ErasePerson
from commkit.storage import Id, statement
from commkit.testing.contexts import context_of
from commkit_developer import (
    AwardBounty,
    Bounty,
    BountySettings,
    BountyState,
    CancelBounty,
    ListOpenBounties,
    ListQuestionBounties,
    OfferBounty,
    ReadBounty,
    ReadBountyNumbers,
    ReadPointsBalance,
    ScoreBank,
    VoteToClose,
)
from commkit_developer.bounties.policy import Candidate, best_candidate, expired
from commkit_developer.bounties.records import BountyId
from commkit_developer.jobs import ExpireBounty
from commkit_developer.tables import bounty
from commkit_qa import AcceptAnswer
from tests.plugin_town import MONDAY
from tests.processes import at_once_in_processes


class Bank:
    """A bank in which everybody earned as many points."""

    def __init__(self, points: int = 300) -> None:
        self.points = points

    def earned(self, context: Context, member: MemberId) -> int:
        return self.points


@pytest.fixture
def rich(make_town: Any) -> Any:
    """Everybody earned 300 points."""
    return make_town(points=Bank())


def old_question(town: Any, title: str = "Build fails", by: str = "ada") -> PostId:
    question: PostId = town.question(title, by=by).id
    town.clock.advance(timedelta(days=2))
    return question


def offered(town: Any, question: PostId, by: str = "ada", amount: int = 100) -> Bounty:
    made: Bounty = town.do(by, OfferBounty(question, amount))
    return made


def books(town: Any, actor: str) -> tuple[int, int, int, int]:
    balance = town.ask(actor, ReadPointsBalance())
    return balance.won, balance.held, balance.spent, balance.available


def test_points_are_held_and_given_to_an_answer(rich: Any) -> None:
    town = rich
    question = old_question(town)
    assert town.emitted("ada", OfferBounty(question, 100)) == ["developer.bounty_offered"]
    (made,) = town.ask(None, ListOpenBounties()).items
    assert (made.state, made.expires_at - made.offered_at) == (BountyState.OPEN, timedelta(days=7))
    assert books(town, "ada") == (0, 100, 0, 200)
    answer = town.answer(question)
    assert town.emitted("ada", AwardBounty(made.id, answer.id)) == ["developer.bounty_awarded"]
    given_away = town.ask(None, ReadBounty(made.id))
    assert (given_away.state, given_away.answer, given_away.awarded) == (BountyState.AWARDED, answer.id, 100)
    assert (books(town, "ada"), books(town, "bob")) == ((0, 0, 100, 200), (100, 0, 0, 400))
    assert ("developer.bounty_won", answer.id) in town.inbox("bob")
    town.clock.advance(timedelta(days=8))
    assert town.kit.worker().drain().failed == 0  # its time is over: nothing changes any more
    assert town.ask(None, ReadBounty(made.id)) == given_away


def test_points_are_earned_by_scores(make_town: Any) -> None:
    town = make_town(points=ScoreBank())
    town.privilege("bob")
    question = old_question(town)
    with town.refused("developer.not_enough_points", Conflict):
        offered(town, question)
    for actor in ("bob", "cid", "dan", "eve", "stew"):
        town.do(actor, AddReaction(question, "up"))
    assert books(town, "ada") == (0, 0, 0, 50)
    offered(town, question, amount=50)
    town.do("bob", AddReaction(question, "down"))
    assert books(town, "ada")[3] == -20  # what was offered stands


@pytest.mark.parametrize("amount", [49, 501, 0, -100])
def test_an_amount_out_of_range_is_refused(sqlite_town: Any, amount: int) -> None:
    with pytest.raises(Invalid):
        offered(sqlite_town, old_question(sqlite_town), amount=amount)


def test_what_cannot_be_won_gets_no_bounty(make_town: Any) -> None:
    town = make_town(points=Bank(1_000))
    young = town.question().id
    with town.refused("developer.question_too_young", Conflict):
        offered(town, young)
    question = old_question(town)
    answer = town.answer(question)
    with pytest.raises(Invalid):
        offered(town, answer.id)
    offered(town, question, by="cid")
    with town.refused("developer.bounty_open", Conflict):
        offered(town, question)
    town.do("stew", VoteToClose(question, "developer.off_topic"))
    with town.refused("qa.already_settled", Conflict):
        offered(town, question)
    town.do("ada", RemovePost(young))
    with pytest.raises(NotFound):
        offered(town, young, by="bob")


def test_only_the_sponsor_awards_and_not_to_themselves(rich: Any) -> None:
    town = rich
    question, other = old_question(town), old_question(town, "Another one")
    made = offered(town, question, by="cid")
    answer, own = town.answer(question), town.answer(question, by="cid")
    for actor in ("ada", "bob", "stew"):
        with pytest.raises(Denied):
            town.do(actor, AwardBounty(made.id, answer.id))
    with town.refused("developer.own_answer", Denied):
        town.do("cid", AwardBounty(made.id, own.id))
    for wrong in (question, town.answer(other).id, town.answer(question, kind="comment").id):
        with pytest.raises(Invalid):
            town.do("cid", AwardBounty(made.id, wrong))
    town.do("cid", AwardBounty(made.id, answer.id))
    with town.refused("developer.bounty_settled", Conflict):
        town.do("cid", AwardBounty(made.id, answer.id))


def test_a_steward_calls_it_off_and_all_goes_back(rich: Any) -> None:
    town = rich
    made = offered(town, old_question(town))
    with pytest.raises(Denied):
        town.do("ada", CancelBounty(made.id))
    assert town.do("stew", CancelBounty(made.id)).refunded == 100
    assert books(town, "ada") == (0, 0, 0, 300)
    with town.refused("developer.bounty_settled", Conflict):
        town.do("stew", CancelBounty(made.id))
    assert ("developer.bounty_ended", made.question) in town.inbox("ada")


# --- expiry --------------------------------------------------------------------------------------------------------


def expire(town: Any, made: Bounty) -> Bounty:
    town.clock.advance_to(made.expires_at)
    assert town.kit.worker().drain().failed == 0
    ended: Bounty = town.ask("stew", ReadBounty(made.id))
    return ended


def test_the_best_answer_gets_half(rich: Any) -> None:
    town = rich
    question = old_question(town)
    early = town.answer(question, by="dan")
    for actor in ("ada", "bob", "cid"):
        town.do(actor, AddReaction(early.id, "up"))
    town.clock.advance(timedelta(minutes=1))
    made = offered(town, question)
    first, second = town.answer(question), town.answer(question, by="cid")
    for actor in ("ada", "dan"):
        town.do(actor, AddReaction(first.id, "up"))
    town.do("ada", AddReaction(second.id, "up"))
    ended = expire(town, made)
    assert (ended.state, ended.answer, ended.awarded) == (BountyState.EXPIRED, first.id, 50)
    assert (ended.refunded, ended.forfeited) == (0, 50)
    assert (books(town, "ada"), books(town, "bob")) == ((0, 0, 100, 200), (50, 0, 0, 350))


def test_the_accepted_answer_gets_all(rich: Any) -> None:
    town = rich
    question = old_question(town)
    made = offered(town, question, by="cid")
    answer = town.answer(question)
    town.do("ada", AcceptAnswer(question, answer.id))
    ended = expire(town, made)
    assert (ended.answer, ended.awarded) == (answer.id, 100)


def test_without_an_answer_the_settings_say_what_goes_back(make_town: Any) -> None:
    town = make_town(points=Bank(), bounties=BountySettings(refund_percent=75))
    ended = expire(town, offered(town, old_question(town)))
    assert (ended.awarded, ended.refunded, ended.forfeited) == (0, 75, 25)
    assert books(town, "ada") == (0, 0, 25, 275)


@pytest.mark.parametrize("gone", ["removed", "merged"])
def test_what_nobody_can_answer_any_more_goes_back(rich: Any, gone: str) -> None:
    town = rich
    question, other = old_question(town), old_question(town, "Another one")
    made = offered(town, question)
    town.answer(question)
    town.do("stew", RemovePost(question) if gone == "removed" else MergeThreads(question, other))
    ended = expire(town, made)
    assert (ended.state, ended.refunded) == (BountyState.CANCELLED, 100)


def test_a_bounty_of_who_was_erased_is_won_all_the_same(rich: Any) -> None:
    town = rich
    question = old_question(town)
    made = offered(town, question, by="cid")
    answer = town.answer(question)
    with town.kit.session("cid") as lobby:
        lobby.do(ErasePerson())
    town.do("ada", AcceptAnswer(question, answer.id))
    assert expire(town, made).awarded == 100


# --- races -----------------------------------------------------------------------------------------------------------

PRELUDE = """
from commkit_developer import AwardBounty, Developer

def kit_of(url, clock):
    return Kit(url, plugins=[Developer()], clock=clock)
"""


@pytest.mark.slow
def test_of_eight_processes_one_awards(rich: Any) -> None:
    town = rich
    question = old_question(town)
    answers = [town.answer(question, by=by).id for by in ("bob", "cid", "dan", "eve") * 2]
    made = offered(town, question)
    works = [
        ("ada", f"session.do(AwardBounty(ids[0], ids[{number}])) and 'won'")
        for number in range(1, len(answers) + 1)
    ]
    said = at_once_in_processes(town, PRELUDE, works, ids=[made.id, *answers])
    assert sorted(said) == ["developer.bounty_settled"] * 7 + ["won"]
    assert sum(books(town, actor)[0] for actor in ("bob", "cid", "dan", "eve")) == 100
    assert books(town, "ada") == (0, 0, 100, 200)


_THIS = (bounty.c.community_id == bindparam("community_id")) & (bounty.c.id == bindparam("id", type_=Id))
AWARD_WITHOUT_CONDITION = statement(
    lambda: (
        update(bounty).values(winner=bindparam("new_winner", type_=Id), awarded=bounty.c.amount).where(_THIS)
    )
)


@pytest.mark.postgres
def test_control_without_the_condition_both_win(postgres_town: Any) -> None:
    """The same race without the condition of the UPDATE: both read an open bounty, both succeed."""
    town = postgres_town
    question = old_question(town)
    for actor in ("bob", "cid", "dan", "eve", "stew"):
        town.do(actor, AddReaction(question, "up"))
    town.kit.worker().drain()  # it books what the votes are worth
    made = offered(town, question, amount=50)
    seen = Barrier(2)

    def look_then_write(winner: str) -> bool:
        with town.kit.session("ada", "code") as session:
            if session.ask(ReadBounty(made.id)).state is not BountyState.OPEN:
                return False
            seen.wait()
            context_of(session).run(AWARD_WITHOUT_CONDITION, id=made.id, new_winner=town.member(winner))
            return True

    assert town.at_once(lambda: look_then_write("bob"), lambda: look_then_write("cid")) == [True, True]


def test_of_offers_at_once_no_more_is_held_than_there_is(rich: Any) -> None:
    town = rich
    questions = [town.question(f"Question {number}").id for number in range(6)]
    town.clock.advance(timedelta(days=2))
    outcomes = town.at_once(*(lambda q=question: offered(town, q) for question in questions))
    refused = [outcome for outcome in outcomes if isinstance(outcome, CommkitError)]
    assert [error.code for error in refused] == ["developer.not_enough_points"] * 3
    assert books(town, "ada") == (0, 300, 0, 0)


def test_of_an_award_and_its_expiry_at_once_one_counts(rich: Any) -> None:
    town = rich
    for number in range(3):
        question = old_question(town, f"Question {number}")
        made = offered(town, question, amount=50)
        answer = town.answer(question)
        town.clock.advance_to(made.expires_at)
        town.at_once(
            lambda made=made, answer=answer: town.do("ada", AwardBounty(made.id, answer.id)),
            lambda made=made: town.do(SYSTEM, ExpireBounty(made.id)),
        )
        ended = town.ask("ada", ReadBounty(made.id))
        assert ended.state in (BountyState.AWARDED, BountyState.EXPIRED)
        assert ended.awarded + ended.refunded + ended.forfeited == 50
        assert not town.do(SYSTEM, ExpireBounty(made.id))


# --- rules, pages, numbers -------------------------------------------------------------------------------------------

OPEN = Bounty(
    BountyId(0),  # type: ignore[arg-type]
    PostId(0),  # type: ignore[arg-type]
    MemberId(0),  # type: ignore[arg-type]
    0,
    BountyState.OPEN,
    MONDAY,
    MONDAY,
    None,
    None,
    None,
    0,
    0,
    0,
)
CANDIDATES = st.lists(
    st.builds(Candidate, st.integers(1, 9), st.integers(1, 3), st.integers(-3, 5), st.booleans()),
    unique_by=lambda candidate: candidate.answer,
)


@given(st.integers(1, 1_000), CANDIDATES, st.integers(0, 100), st.integers(0, 100), st.integers(-3, 5))
def test_no_point_is_ever_made_or_lost(
    amount: int, candidates: list[Candidate], award: int, refund: int, least: int
) -> None:
    settings = BountySettings(auto_award_percent=award, refund_percent=refund, auto_award_min_score=least)
    ended = expired(evolve(OPEN, amount=amount), candidates, settings, now=MONDAY)
    shares = (ended.awarded, ended.refunded, ended.forfeited)
    assert sum(shares) == amount
    assert min(shares) >= 0
    assert (ended.winner is None) == (ended.answer is None) == (ended.awarded == 0)
    best = best_candidate(candidates, settings)
    if any(candidate.accepted for candidate in candidates):
        assert best is not None
        assert best.accepted
        assert ended.awarded == amount
    elif best is not None:
        assert best.score == max(candidate.score for candidate in candidates) >= least


def test_pages_are_one_statement_and_hide_what_is_hidden(make_town: Any) -> None:
    town = make_town(points=Bank(1_000))
    questions = [town.question(f"Question {number}").id for number in range(5)]
    town.clock.advance(timedelta(days=2))
    made = [offered(town, question) for question in questions]
    with town.counted() as one_by_one:
        first = town.ask("bob", ListOpenBounties(limit=3))
    with town.counted() as all_at_once:
        assert town.ask("bob", ListOpenBounties()).items == tuple(made)
    assert len(one_by_one) == len(all_at_once)
    rest = town.ask("bob", ListOpenBounties(limit=3, after=first.next))
    assert (*first.items, *rest.items) == tuple(made)
    assert town.ask("bob", ListQuestionBounties(questions[0])).items == (made[0],)
    town.do("ada", RemovePost(questions[0]))
    assert len(town.ask("bob", ListOpenBounties()).items) == 4
    with pytest.raises(NotFound):
        town.ask("bob", ReadBounty(made[0].id))


def test_numbers_have_their_sample_size(make_town: Any) -> None:
    town = make_town(points=Bank(1_000))
    assert town.ask("stew", ReadBountyNumbers()).award_rate is None
    questions = [town.question(f"Question {number}").id for number in range(3)]
    town.clock.advance(timedelta(days=2))
    made = [offered(town, question) for question in questions]
    town.do("ada", AwardBounty(made[0].id, town.answer(questions[0]).id))
    town.do("stew", CancelBounty(made[1].id))
    numbers = town.ask("max", ReadBountyNumbers())
    assert (numbers.offered, numbers.open, numbers.awarded, numbers.expired, numbers.cancelled) == (
        3,
        1,
        1,
        0,
        1,
    )
    assert (numbers.points_offered, numbers.points_awarded, numbers.award_rate) == (300, 100, 0.5)
    with pytest.raises(Denied):
        town.ask("bob", ReadBountyNumbers())


def test_the_trace_says_why(town: Any) -> None:
    question = town.question().id

    def denied_by(actor: str) -> str:
        trace = town.ask(actor, ExplainDecision(town.member(actor), "developer.offer_bounty", question))
        return trace.denied_by.rule if trace.denied_by is not None else ""

    assert denied_by("bob") == "old enough"
    town.clock.advance(timedelta(days=2))
    assert denied_by("bob") == "enough points"


@pytest.mark.parametrize(
    "settings",
    [
        {"min_amount": 0},
        {"max_amount": 49},
        {"lasts": timedelta(minutes=1)},
        {"min_question_age": timedelta(days=91)},
        {"auto_award_percent": 101},
        {"refund_percent": -1},
    ],
    ids=str,
)
def test_settings_have_bounds(settings: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as caught:
        BountySettings(**settings)
    assert (caught.value.code, caught.value.errors[0].path) == (
        "developer.bad_settings",
        next(iter(settings)),
    )
