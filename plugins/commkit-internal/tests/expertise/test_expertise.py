"""Expertise: experts by the evidence that a reader may see, by what they say themselves, and by endorsements."""

from contextlib import closing
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import SYSTEM, CommunityType, Conflict, Denied, Invalid, Kit, PostKind
from commkit.communities import CreateCommunity
from commkit.members import AddAgent, AddMember, BlockMember, JoinCommunity, LeaveCommunity, RestrictMember
from commkit.posts import (
    AddReaction,
    CreateReply,
    CreateThread,
    MergeTags,
    RemovePost,
    RemoveReaction,
    RestorePost,
)
from commkit_absences import SetAbsence
from commkit_articles import ApproveArticle, CreateArticle, PublishArticle, SubmitArticle
from commkit_internal import (
    ConfirmExpertise,
    DenyExpertise,
    EndorseExpertise,
    EvidenceKind,
    ExpertiseSettings,
    FindExperts,
    Internal,
    ListMyStandings,
    ListTopicsOf,
    Standing,
    WithdrawExpertise,
    WithdrawExpertiseEndorsement,
)
from commkit_internal.expertise.policy import evidence_of, score_of
from commkit_qa import ANSWER, COMMENT, QUESTION, AcceptAnswer, QuestionsAndAnswers, ReopenQuestion

POSTS, ENDORSED = EvidenceKind.APPRECIATED_POSTS, EvidenceKind.ENDORSEMENTS


def topic(town: Any, by: str, *tags: str, likes: tuple[str, ...] = (), **where: Any) -> Any:
    made = town.do(
        by, CreateThread(kind="topic", title="How it works", body="Like this.", tags=tags, **where)
    )
    for reader in likes:
        town.do(reader, AddReaction(made.id, "like"))
    return made


def experts(town: Any, of: str = "python", reader: str = "cid") -> list[tuple[str, int | None]]:
    return [(found.member.name, found.score) for found in town.ask(reader, FindExperts(of))]


def evidence(found: Any) -> dict[EvidenceKind, int]:
    return {its.kind: its.n for its in found.evidence}


def test_posts_with_reactions_are_evidence_until_they_go(town: Any) -> None:
    liked = topic(town, "ada", "python", "sql", likes=("bob", "cid"))
    topic(town, "bob", "python")
    reply = town.do("bob", CreateReply(liked.id, "I agree, since it is so.", kind="comment"))
    town.do("cid", AddReaction(reply.id, "bookmark"))
    assert experts(town) == [("ada", 1)]
    town.do("cid", AddReaction(reply.id, "celebrate"))
    assert experts(town) == [("ada", 1), ("bob", 1)]
    (ada, _) = town.ask("cid", FindExperts("Python"))
    assert evidence(ada) == {POSTS: 1}
    town.do("cid", RemoveReaction(reply.id, "celebrate"))
    assert experts(town) == [("ada", 1)]
    town.do("stew", RemovePost(liked.id, reason="It is wrong."))
    assert experts(town) == []
    town.do("stew", RestorePost(liked.id))
    assert experts(town, "sql") == [("ada", 1)]
    assert experts(town, "unknown") == []


def test_published_announcements_are_evidence(town: Any) -> None:
    draft = town.do(
        "pat", CreateArticle(kind="announcement", title="News of us", body="We are more.", tags=("hiring",))
    )
    assert experts(town, "hiring") == []
    town.do("pat", SubmitArticle(draft.id, version=draft.version))
    town.do("stew", ApproveArticle(draft.id, version=draft.version))
    assert experts(town, "hiring") == []
    town.do("pat", PublishArticle(draft.id, version=draft.version))
    (found,) = town.ask("cid", FindExperts("hiring"))
    assert (found.member.name, found.score, evidence(found)) == ("pat", 4, {EvidenceKind.ARTICLES: 1})


def test_who_is_not_active_is_no_expert(town: Any) -> None:
    for by in ("ada", "bob", "pat", "cid"):
        topic(town, by, "python", likes=("stew", "sten"))
    town.do("cid", SetAbsence(town.clock() + timedelta(days=3)))
    town.do("ada", LeaveCommunity())
    town.do("stew", RestrictMember(town.member("bob"), "banned", reason="They broke the rules."))
    assert experts(town) == [("pat", 1)]
    town.do("ada", JoinCommunity())
    assert experts(town) == [("ada", 1), ("pat", 1)]
    assert [its.topic for its in town.ask("pat", ListTopicsOf(town.member("cid")))] == ["python"]
    town.clock.advance(timedelta(days=3))
    assert experts(town) == [("ada", 1), ("cid", 1), ("pat", 1)]


def test_what_a_reader_may_not_see_is_no_evidence_to_them(town: Any) -> None:
    unit = town.unit("Company")
    town.place("ada", unit.id)
    town.place("bob", unit.id)
    topic(town, "ada", "python", audience=unit.group, likes=("bob",))
    assert experts(town, reader="bob") == [("ada", 1)]
    assert experts(town, reader="cid") == []
    ada = town.member("ada")
    assert [its.topic for its in town.ask("bob", ListTopicsOf(ada))] == ["python"]
    assert town.ask("cid", ListTopicsOf(ada)) == ()


def test_members_confirm_and_deny_a_topic(town: Any) -> None:
    topic(town, "ada", "python", "sql", likes=("bob",))
    ada = town.member("ada")
    town.do("bob", ConfirmExpertise("python"))
    assert experts(town) == [("ada", 1), ("bob", None)]
    town.do("ada", DenyExpertise("Python"))
    assert experts(town) == [("bob", None)]
    assert [its.topic for its in town.ask("ada", ListTopicsOf(ada))] == ["sql"]
    assert [(its.topic, its.standing) for its in town.ask("ada", ListMyStandings())] == [
        ("python", Standing.DENIED)
    ]
    topic(town, "ada", "python", likes=("bob",))
    assert experts(town) == [("bob", None)]
    with town.refused("internal.expertise_denied", Conflict):
        town.do("cid", EndorseExpertise(ada, "python"))
    assert town.emitted("ada", DenyExpertise("python")) == []
    assert town.emitted("ada", WithdrawExpertise("python")) == ["internal.expertise_stated"]
    assert town.emitted("ada", WithdrawExpertise("python")) == []
    assert experts(town) == [("ada", 2), ("bob", None)]
    town.do("ada", ConfirmExpertise("python"))
    (found, _) = town.ask("cid", FindExperts("python"))
    assert (found.confirmed, found.score) == (True, 2)
    with town.refused("runtime.invalid", Invalid):
        town.do("ada", ConfirmExpertise("never-used"))


def test_colleagues_endorse(town: Any) -> None:
    topic(town, "cid", "python")
    ada = town.member("ada")
    for by in ("bob", "cid"):
        assert town.do(by, EndorseExpertise(ada, "python")).member == ada
    town.do("bob", EndorseExpertise(ada, "python"))
    assert town.inbox("ada") == [("internal.expertise_endorsed", ada)]  # in one
    (found,) = town.ask("cid", FindExperts("python"))
    assert (found.score, evidence(found)) == (6, {ENDORSED: 2})
    town.do("cid", LeaveCommunity())
    assert experts(town, reader="bob") == [("ada", 3)]
    assert town.emitted("bob", WithdrawExpertiseEndorsement(ada, "python")) == [
        "internal.expertise_endorsement_withdrawn"
    ]
    assert town.emitted("bob", WithdrawExpertiseEndorsement(ada, "python")) == []
    assert experts(town, reader="bob") == []


def test_what_endorsements_refuse(town: Any) -> None:
    topic(town, "cid", "python")
    ada, robot = town.member("ada"), town.do("stew", AddAgent(name="Robot", scopes=("posts.",))).id
    with town.refused("internal.own_expertise", Denied):
        town.do("ada", EndorseExpertise(ada, "python"))
    for wrong in (EndorseExpertise(robot, "python"), EndorseExpertise(ada, "never-used")):
        with town.refused("runtime.invalid", Invalid):
            town.do("bob", wrong)
    town.do("ada", BlockMember(town.member("bob")))
    with town.refused("members.blocked", Denied):
        town.do("bob", EndorseExpertise(ada, "python"))
    for limit in (0, 51):
        with town.refused("runtime.invalid", Invalid):
            town.ask("ada", FindExperts("python", limit=limit))


def test_what_is_said_follows_a_tag_that_is_merged(town: Any) -> None:
    topic(town, "cid", "python", likes=("stew",))
    topic(town, "cid", "snakes")
    ada, bob = town.member("ada"), town.member("bob")
    town.do("ada", ConfirmExpertise("snakes"))
    town.do("bob", DenyExpertise("snakes"))
    town.do("bob", ConfirmExpertise("python"))
    for of in ("snakes", "python"):
        town.do("cid", EndorseExpertise(ada, of))
    town.do("stew", EndorseExpertise(ada, "snakes"))
    town.do("stew", MergeTags("snakes", "python"))
    assert experts(town, "snakes") == experts(town, "python") == [("ada", 6), ("cid", 1)]
    assert [(its.topic, its.standing) for its in town.ask("bob", ListMyStandings())] == [
        ("python", Standing.DENIED)
    ]
    assert town.ask("cid", ListTopicsOf(bob)) == ()


def test_settings_say_what_counts(make_town: Any) -> None:
    town = make_town(expertise=ExpertiseSettings(appreciated_post=0, endorsement=7))
    topic(town, "ada", "python", likes=("cid",))
    town.do("cid", EndorseExpertise(town.member("bob"), "python"))
    assert experts(town) == [("bob", 7)]


@pytest.mark.parametrize("wrong", [{"article": -1}, {"endorsement": 101}])
def test_settings_out_of_their_range_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(Invalid) as caught:
        ExpertiseSettings(**wrong)
    assert caught.value.code == "internal.bad_settings"


def test_experts_take_as_many_statements_whatever_there_is(town: Any) -> None:
    def statements() -> int:
        with town.counted() as seen:
            town.ask("cid", FindExperts("python"))
        return len(seen)

    topic(town, "ada", "python", likes=("bob",))
    statements()
    few = statements()
    for by in ("bob", "cid", "pat", "stew"):
        topic(town, by, "python", likes=("ada",))
        town.do("sten", EndorseExpertise(town.member(by), "python"))
    assert statements() == few


@given(
    st.lists(st.integers(0, 1_000), min_size=4, max_size=4),
    st.lists(st.integers(0, 100), min_size=4, max_size=4),
)
def test_there_is_a_score_always_and_only_with_evidence(counts: list[int], points: list[int]) -> None:
    worth = dict(zip(EvidenceKind, points, strict=True))
    found = evidence_of(counts, worth)
    assert score_of(found) == (sum(a * b for a, b in zip(counts, points, strict=True)) or None)
    assert all(its.n and its.points for its in found)


HELPFUL = CommunityType(
    "helpful",
    features=("posts", "qa.questions", "absences.out_of_office", "internal.units", "internal.expertise"),
    post_kinds=(QUESTION, ANSWER, COMMENT, PostKind(name="note", opens=True, replies=("comment",))),
    reactions={"like": 1},
)


def test_accepted_answers_are_evidence_until_they_are_accepted_no_more(url: str) -> None:
    with closing(Kit(url, plugins=[Internal(), QuestionsAndAnswers()], types=[HELPFUL])) as kit:
        kit.migrate()
        with kit.session("owner") as lobby:
            lobby.do(
                CreateCommunity(
                    "help",
                    type="helpful",
                    title="Help",
                    purpose="Help each other",
                    care_hours=4,
                    review_on=date(2100, 1, 1),
                )
            )

        def do(actor: Any, command: Any) -> Any:
            return kit.transact(actor, "help", lambda session: session.do(command))

        def found() -> list[tuple[str, Any]]:
            with kit.session("cid", "help", read_only=True) as session:
                return [
                    (its.member.name, {each.kind: each.n for each in its.evidence})
                    for its in session.ask(FindExperts("python"))
                ]

        for name in ("ada", "bob", "cid"):
            do(SYSTEM, AddMember(name))
        asked = [
            do("ada", CreateThread(kind="question", title="Why is it so", body="Is it?", tags=("python",)))
            for _ in range(2)
        ]
        answers = [do("bob", CreateReply(its.id, "It is so.", kind="answer")) for its in asked]
        own = do("ada", CreateReply(asked[1].id, "I found it.", kind="answer"))
        do("cid", AddReaction(answers[0].id, "like"))
        assert found() == [("bob", {EvidenceKind.APPRECIATED_POSTS: 1})]
        do("ada", AcceptAnswer(asked[0].id, answers[0].id))
        do("ada", AcceptAnswer(asked[1].id, own.id))
        assert found() == [("bob", {EvidenceKind.ACCEPTED_ANSWERS: 1})]
        do("ada", ReopenQuestion(asked[0].id))
        assert found() == [("bob", {EvidenceKind.APPRECIATED_POSTS: 1})]
