"""The scope charter: askers are told and offered the help desk; what is out of scope is published by their own act."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Kit, NotFound
from commkit.members import JoinCommunity
from commkit.notifications import ListInbox
from commkit.posts import (
    CreateDraft,
    CreateReply,
    CreateThread,
    EditPost,
    ListThreads,
    MergeThreads,
    PublishDraft,
    ReadPost,
    ReadThread,
    SplitThread,
)
from commkit.search import SearchContent
from commkit.statistics import share_of
from commkit_qa import AcceptAnswer
from commkit_support import (
    AskHelpDesk,
    ChangeScopeCharter,
    CheckScope,
    HandoffState,
    ListHandoffs,
    ListLedgerEntries,
    ListUnansweredQuestions,
    OfferState,
    PublishAnyway,
    ReadScopeCharter,
    ReadScopeNumbers,
    ReadScopeOffer,
    RecordHandoffAnswered,
    RecordHandoffDeclined,
    ScopeCharter,
    ScopeCheck,
    ScopeTopic,
    Support,
    TopicAction,
    TopicFinder,
)
from tests.processes import at_once_in_processes

REFUND = ("Where is my refund?", "I paid twice, see the invoice.")
LAW = ScopeTopic("law", "Law", "Ask a lawyer.", TopicAction.REFUSE, words=("lawsuit", "sue *"))
MARCH = date(2026, 3, 1)


def ask(title: str, body: str) -> CreateThread:
    return CreateThread(kind="question", title=title, body=body)


def check(town: Any, title: str, body: str, by: str = "ada") -> ScopeCheck:
    told: ScopeCheck = town.do(by, CheckScope(title, body))
    return told


def offered(town: Any, by: str = "ada") -> Any:
    found = check(town, *REFUND, by=by).offer
    assert found is not None
    return found


def test_an_asker_is_told_and_nothing_is_published_without_their_act(town: Any) -> None:
    told = check(town, *REFUND)
    assert [topic.name for topic in told.topics] == ["support.billing"]
    assert (told.may_publish, told.has_help_desk) == (True, True)
    assert town.ask("ada", ReadScopeOffer(told.offer)).state is OfferState.OPEN
    with town.refused("support.help_desk_offered", Denied):
        town.do("ada", ask(*REFUND))
    assert check(town, *REFUND).offer == told.offer, "the same one as long as it is not decided"
    town.do("ada", PublishAnyway(told.offer))
    town.do("ada", ask("Build fails", "It worked yesterday."))  # another question does not use it up
    question = town.do("ada", ask(*REFUND))
    offer = town.ask("ada", ReadScopeOffer(told.offer))
    assert (offer.state, offer.question) == (OfferState.PUBLISHED, question.id)
    with town.refused("support.help_desk_offered", Denied):
        town.do("ada", ask(*REFUND))
    with town.refused("support.offer_decided", Conflict):
        town.do("ada", PublishAnyway(told.offer))


def test_a_draft_within_the_scope_leaves_no_trace(town: Any) -> None:
    told = check(town, "Build fails", "It worked yesterday.")
    assert (told.topics, told.offer, told.may_publish) == ((), None, True)
    assert town.emitted("ada", CheckScope("Build fails", "It worked yesterday.")) == []


def test_a_decision_lasts_an_hour(sqlite_town: Any) -> None:
    sqlite_town.do("ada", PublishAnyway(offered(sqlite_town)))
    sqlite_town.clock.advance(timedelta(hours=1))
    with sqlite_town.refused("support.help_desk_offered", Denied):
        sqlite_town.do("ada", ask(*REFUND))


def test_the_help_desk_is_asked_instead_in_private(town: Any) -> None:
    handoff = town.do("ada", AskHelpDesk(offered(town), *REFUND))
    question = handoff.question
    assert town.ask("ada", ReadPost(question)).kind == "private_question"
    for other in (None, "bob"):
        with pytest.raises(NotFound):
            town.ask(other, ReadThread(question))
        assert town.ask(other, ListThreads()).items == ()
        assert town.ask(other, SearchContent("refund")).hits == ()
    assert town.ask("bob", ListUnansweredQuestions()).items == ()
    assert [found.id for found in town.ask("amy", ListUnansweredQuestions()).items] == [question]
    town.kit.worker().drain()
    (_, bundle) = town.desk.offers[0]
    assert (bundle.question, bundle.title) == (question, REFUND[0])
    town.do(SYSTEM, RecordHandoffAnswered(handoff.id, "It is on its way."))
    town.kit.worker().drain()
    assert town.ask("ada", ListHandoffs(question))[0].state is HandoffState.RETURNED
    answer = town.ask("ada", ReadThread(question)).items[-1]
    assert answer.body == "It is on its way."
    with pytest.raises(NotFound):
        town.ask("bob", ReadPost(answer.id))
    town.do("ada", AcceptAnswer(question, answer.id))
    assert town.ask("amy", ListLedgerEntries()).items == (), "a ticket was opened"
    assert town.ask("stew", ReadThread(question)).items


def test_nothing_leaves_a_private_question(town: Any) -> None:
    handoff = town.do("ada", AskHelpDesk(offered(town), *REFUND))
    town.do(SYSTEM, RecordHandoffDeclined(handoff.id, "Ask staff."))
    question = handoff.question
    reply = town.do("amy", CreateReply(question, "Which order?", kind="comment")).id
    public = town.question()
    for command in (
        MergeThreads(question, public.id),
        MergeThreads(public.id, question),
        SplitThread(reply, kind="question", title="Which order?"),
    ):
        with town.refused("support.private_question", Denied):
            town.do("stew", command)
    town.do("stew", MergeThreads(public.id, town.question("Another one").id))  # the control


def test_a_private_question_is_asked_by_an_offer_alone(town: Any) -> None:
    private = CreateThread(kind="private_question", title="Only for you", body="Please answer me first.")
    with town.refused("support.help_desk_not_offered", Denied):
        town.do("ada", private)
    offer = offered(town)
    with pytest.raises(NotFound):
        town.do("bob", AskHelpDesk(offer, *REFUND))
    with pytest.raises(NotFound):
        town.do("amy", PublishAnyway(offer))  # staff sees it, and decides nothing
    town.do("ada", AskHelpDesk(offer, *REFUND))
    with town.refused("support.help_desk_not_offered", Denied):
        town.do("ada", private)
    with town.refused("support.offer_decided", Conflict):
        town.do("ada", AskHelpDesk(offer, *REFUND))


def test_without_a_help_desk_nothing_changes(make_town: Callable[..., Any]) -> None:
    town = make_town()
    kit = Kit(town.url, plugins=[Support(no_help_desk_reason="None.")], clock=town.clock)
    told = kit.transact("ada", "help", lambda session: session.do(CheckScope(*REFUND)))
    assert not told.has_help_desk
    with pytest.raises(Denied) as caught:
        kit.transact("ada", "help", lambda session: session.do(AskHelpDesk(told.offer, *REFUND)))
    assert caught.value.code == "support.no_help_desk"
    assert town.ask("ada", ReadScopeOffer(told.offer)).state is OfferState.OPEN
    kit.close()


def change(town: Any, *topics: ScopeTopic, version: int = 0, by: Any = "stew") -> ScopeCharter:
    made: ScopeCharter = town.do(by, ChangeScopeCharter(topics, "It was too wide.", version))
    return made


def test_stewards_change_it_and_every_version_stays(town: Any) -> None:
    first = town.ask(None, ReadScopeCharter())
    assert (first.version, [topic.name for topic in first.topics]) == (
        0,
        ["support.billing", "support.safety", "support.personal_data"],
    )
    made = change(town, LAW)
    assert town.ask(None, ReadScopeCharter()) == made
    assert (made.version, made.topics, made.note) == (1, (LAW,), "It was too wide.")
    assert change(town, version=1).topics == ()
    assert town.ask("ada", ReadScopeCharter(version=1)) == made
    assert town.ask("ada", ReadScopeCharter(version=0)) == first
    assert town.ask("ada", ReadScopeCharter()).version == 2
    with town.refused("support.charter_changed", Conflict):
        change(town, LAW, version=1)
    with pytest.raises(NotFound):
        town.ask("ada", ReadScopeCharter(version=3))
    for actor in ("ada", "amy"):
        with pytest.raises(Denied):
            change(town, LAW, version=2, by=actor)


def test_what_is_refused_is_never_published(town: Any) -> None:
    change(town, LAW)
    told = check(town, "May I sue them?", "They were late.")
    assert (told.may_publish, told.offer is not None) == (False, True)
    with town.refused("support.out_of_scope", Denied):
        town.do("ada", ask("May I sue them?", "They were late."))
    with town.refused("support.out_of_scope", Denied):
        town.do("ada", PublishAnyway(told.offer))
    question = town.question()
    with town.refused("support.out_of_scope", Denied):
        town.do("ada", EditPost(post=question.id, version=question.version, body="There is a lawsuit."))
    draft = town.do("ada", CreateDraft(kind="question", title="May I sue them?", body="They were late."))
    with town.refused("support.out_of_scope", Denied):
        town.do("ada", PublishDraft(draft.id))
    assert town.do("ada", AskHelpDesk(told.offer, "May I sue them?", "They were late.")).question


def test_an_edit_is_asked_about_what_is_new_in_it(town: Any) -> None:
    town.do("ada", PublishAnyway(offered(town)))
    question = town.do("ada", ask(*REFUND))
    question = town.do("ada", EditPost(post=question.id, version=question.version, body="Still no refund."))
    plain = town.question()
    with town.refused("support.help_desk_offered", Denied):
        town.do("ada", EditPost(post=plain.id, version=plain.version, body="And my refund?"))
    town.do("ada", CreateReply(plain.id, "Answers may tell of a refund.", kind="comment"))


def test_two_who_change_it_at_once(town: Any) -> None:
    outcomes = town.at_once(*[lambda by=by: change(town, LAW, by=by) for by in ("stew", "sten", "owner")])
    assert sum(isinstance(outcome, ScopeCharter) for outcome in outcomes) == 1, outcomes
    assert len(town.ask("ada", ReadScopeCharter()).topics) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        (LAW, LAW),
        (ScopeTopic("law", "Law", "Why.", TopicAction.OFFER),),
        (ScopeTopic("law", "Law", "Why.", TopicAction.OFFER, words=("...",)),),
        (ScopeTopic("law", "Law", "Why.", TopicAction.OFFER, TopicFinder.SAFETY, words=("fire",)),),
    ],
    ids=["twice", "no words", "no word", "words of safety"],
)
def test_a_charter_that_would_find_nothing_is_refused(
    sqlite_town: Any, wrong: tuple[ScopeTopic, ...]
) -> None:
    with sqlite_town.refused("support.bad_charter"):
        change(sqlite_town, *wrong)


def told_of_danger(town: Any, question: Any) -> set[str]:
    """Which of the staff and the readers were notified that a question tells of danger."""
    town.kit.worker().drain()
    return {
        member
        for member in ("amy", "stew", "bob")
        for item in town.ask(member, ListInbox(limit=50)).items
        if (item.kind, item.object) == ("support.safety_raised", question.id)
    }


def test_danger_reaches_a_human_at_once(town: Any) -> None:
    title, body = "It smells odd", "There is smoke above it."
    told = check(town, title, body)
    assert [topic.name for topic in told.topics] == ["support.safety"]
    town.do("ada", PublishAnyway(told.offer))
    question = town.do("ada", ask(title, body))
    assert told_of_danger(town, question) == {"amy", "stew"}


@pytest.mark.parametrize("more", ["", " And my refund?"])
def test_an_edit_that_tells_of_danger_waits_for_no_decision(town: Any, more: str) -> None:
    question = town.question()
    assert told_of_danger(town, question) == set()
    town.do("ada", EditPost(post=question.id, version=question.version, body=f"There is smoke!{more}"))
    assert told_of_danger(town, question) == {"amy", "stew"}


def test_what_an_edit_adds_to_a_danger_that_was_told_waits(town: Any) -> None:
    question = town.question()
    question = town.do("ada", EditPost(post=question.id, version=question.version, body="There is smoke!"))
    with town.refused("support.help_desk_offered", Denied):
        more = "There is smoke! And my refund?"
        town.do("ada", EditPost(post=question.id, version=question.version, body=more))


def test_danger_that_is_never_published_is_refused_in_an_edit_too(town: Any) -> None:
    refused = ScopeTopic("danger", "Danger", "Call us.", TopicAction.REFUSE, TopicFinder.SAFETY)
    change(town, refused)
    question = town.question()
    with town.refused("support.out_of_scope", Denied):
        town.do("ada", EditPost(post=question.id, version=question.version, body="There is smoke!"))


def test_who_asks_the_help_desk_about_danger_is_heard_by_staff_too(town: Any) -> None:
    draft = ("It is odd", "There is smoke.")
    offer = check(town, *draft).offer
    assert offer is not None
    handoff = town.do("ada", AskHelpDesk(offer, *draft))
    assert told_of_danger(town, town.ask("ada", ReadPost(handoff.question))) == {"amy", "stew"}


def test_private_data_is_masked_in_what_is_published_and_in_what_is_told(town: Any) -> None:
    body = "Mail me: ada@example.org, my password: hunter2, card 4111 1111 1111 1111. Error 80070005 in 10.0.0.12."
    told = check(town, "Reach me at ada@example.org", body)
    assert (told.offer, told.may_publish, [t.name for t in told.topics]) == (
        None,
        True,
        ["support.personal_data"],
    )
    question = town.do("ada", ask("Reach me at ada@example.org", body))
    for text in (question.body, told.body):
        assert text == "Mail me: [e-mail], my password: [secret], card [number]. Error 80070005 in 10.0.0.12."
    assert question.title == told.title == "Reach me at [e-mail]"
    edit = EditPost(post=question.id, version=question.version, body="Or call +43 1 234 56 78.")
    assert town.do("ada", edit).body == "Or call [number]."
    town.do("stew", ChangeScopeCharter((LAW,), "Nobody writes such things.", 0))
    assert "bob@example.org" in town.do("ada", ask("Masked no more", "I am bob@example.org.")).body


def test_the_numbers_tell_what_became_of_the_offers(town: Any) -> None:
    for number in range(6):
        town.do(f"reader{number}", JoinCommunity())
    for number in range(4):
        offered(town, by=f"reader{number}")
    assert town.ask("amy", ReadScopeNumbers(MARCH)).offered is None
    for number in (0, 1):
        town.do(f"reader{number}", AskHelpDesk(offered(town, by=f"reader{number}"), *REFUND))
    town.do("reader2", PublishAnyway(offered(town, by="reader2")))
    town.do("reader2", ask(*REFUND))
    offered(town, by="reader4")
    told = town.ask("amy", ReadScopeNumbers(MARCH))
    assert (told.people, told.offered, told.withheld) == (5, 5, "")
    assert (told.handed_off, told.published) == (share_of(2, 5), share_of(1, 5))
    assert told.given_up == share_of(2, 5)
    for actor in (None, "ada"):
        with pytest.raises(Denied):
            town.ask(actor, ReadScopeNumbers(MARCH))


def test_another_draft_lets_the_offer_lapse(town: Any) -> None:
    first = offered(town)
    town.do("stew", ChangeScopeCharter((LAW,), "Only that.", 0))
    assert check(town, "May I sue them?", "They were late.").offer != first
    assert town.ask("ada", ReadScopeOffer(first)).state is OfferState.LAPSED


PRELUDE = """
from commkit_support import AskHelpDesk, HandoffReceipt, Support

class Desk:
    def offer(self, bundle, *, delivery_id):
        return HandoffReceipt()

def kit_of(url, clock):
    return Kit(url, plugins=[Support(help_desk=Desk())], clock=clock)
"""


def asked_at_once(town: Any) -> list[str]:
    """What eight processes hear that ask the help desk by one offer."""
    offer = offered(town)
    asks = f"session.do(AskHelpDesk(ids[0], {REFUND[0]!r}, {REFUND[1]!r})) and 'asked'"
    return at_once_in_processes(town, PRELUDE, [("ada", asks)] * 8, ids=[offer])


@pytest.mark.slow
def test_of_eight_processes_one_asks(town: Any) -> None:
    said = asked_at_once(town)
    assert sorted(said) == ["asked", *["support.offer_decided"] * 7], said
    assert len(town.ask("amy", ListUnansweredQuestions()).items) == 1
