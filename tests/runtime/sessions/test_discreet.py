"""Who sent a discreet command is told by nothing but the host's own audit log: by no fact, and by no part of it."""

from typing import Any

import pytest
from attrs import fields

from commkit import SYSTEM, Command, Fact, Kit, MemberId
from commkit.communities import ListAuditEntries
from commkit.feedback import AnswerSurvey, StartNextSurvey
from commkit.members import AssignRole
from commkit.moderation import (
    AssignCase,
    ClaimCase,
    DecideCase,
    FileReport,
    ListCases,
    ModerationAction,
    ReleaseCase,
)
from commkit.posts import CreatePoll, CreateThread, RemovePost, RetractPollVote, VoteInPoll
from tests.feedback.helpers import answers, make_survey
from tests.helpers import ask, do, emitted_facts, member_id
from tests.sample import OWNER, create_community


@pytest.fixture(autouse=True)
def town(kit: Kit) -> None:
    """Members ada and bob; stewards eve and max."""
    create_community(kit, members=("ada", "bob", "eve", "max"))
    for key in ("eve", "max"):
        do(kit, OWNER, "town", AssignRole(member_id(kit, key), "steward"))


def thread(kit: Kit, key: str) -> Any:
    return do(kit, key, "town", CreateThread(kind="question", title="Why?", body="So."))


def audited(kit: Kit, reader: Any, who: MemberId) -> list[str]:
    """The commands that somebody sent, as a reader of the audit log learns it."""
    entries = ask(kit, reader, "town", ListAuditEntries(limit=100)).items
    return [entry.command for entry in entries if entry.member == who]


def sent(kit: Kit, key: str, *commands: Command[Any]) -> list[Fact]:
    """Send commands; gives the facts that webhooks get, each without what stays inside."""
    return [fact for command in commands for fact in emitted_facts(kit, key, "town", command)]


def names(fact: Fact, who: MemberId) -> bool:
    """Whether a webhook of a fact names somebody."""
    outward = (field.name for field in fields(type(fact)) if field.name not in fact.inward)
    return any(getattr(fact, name) == who for name in outward)


def test_the_accused_moderator_does_not_learn_who_handles_the_case(kit: Kit) -> None:
    post, eve = thread(kit, "max"), member_id(kit, "eve")
    do(kit, "bob", "town", FileReport("Post", post.id, "spam"))
    ((case,),) = [ask(kit, "eve", "town", ListCases()).items]
    before = audited(kit, "max", eve)
    sent(kit, "eve", ClaimCase(case.id), ReleaseCase(case.id))
    do(kit, OWNER, "town", AssignCase(case.id, eve))
    facts = sent(
        kit, "eve", DecideCase(case=case.id, action=ModerationAction.REMOVE, rule="Be kind", facts="Spam.")
    )
    assert {"posts.removed", "moderation.decided"} <= {fact.name for fact in facts}
    assert not any(names(fact, eve) for fact in facts)
    assert audited(kit, "max", eve) == before
    assert "moderation.decide_case" in audited(kit, SYSTEM, eve)
    assert "posts.remove_post" not in audited(kit, SYSTEM, eve), "it is a part of the decision"


def test_control_a_command_that_is_not_discreet_names_who_sent_it(kit: Kit) -> None:
    post, eve = thread(kit, "max"), member_id(kit, "eve")
    assert any(names(fact, eve) for fact in sent(kit, "eve", RemovePost(post.id)))
    assert "posts.remove_post" in audited(kit, "max", eve)


def test_a_running_count_beside_facts_and_audit_does_not_tell_who_voted(kit: Kit) -> None:
    post, ada = thread(kit, OWNER), member_id(kit, "ada")
    do(kit, OWNER, "town", CreatePoll(post=post.id, question="Tea?", choices=("Yes", "No")))
    before = audited(kit, OWNER, ada)
    facts = sent(kit, "ada", VoteInPoll(post.id, (1,)), VoteInPoll(post.id, (0,)), RetractPollVote(post.id))
    assert [fact.name for fact in facts] == ["posts.poll_vote_cast"] * 2 + ["posts.poll_vote_retracted"]
    assert not any(names(fact, ada) for fact in facts)
    assert audited(kit, OWNER, ada) == before


@pytest.mark.parametrize("anonymous", [True, False])
def test_neither_being_given_a_survey_nor_answering_it_stands_in_the_audit(kit: Kit, anonymous: bool) -> None:
    made, ada = make_survey(kit, actor=OWNER, anonymous=anonymous), member_id(kit, "ada")
    before = audited(kit, OWNER, ada)
    facts = sent(kit, "ada", StartNextSurvey(), AnswerSurvey(made.id, answers(9)))
    assert "feedback.survey_answered" in {fact.name for fact in facts}
    assert not any(names(fact, ada) for fact in facts)
    assert audited(kit, OWNER, ada) == before
    assert set(audited(kit, SYSTEM, ada)) - set(before) == {
        "feedback.start_next_survey",
        "feedback.answer_survey",
    }
