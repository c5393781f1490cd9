"""Tags of others' questions: who changes them, that nothing else changes, and that it is a revision."""

from contextlib import closing
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commkit import CommunityType, Conflict, Denied, Invalid, Kit, NotFound
from commkit.explaining import ExplainDecision, RuleOutcome
from commkit.members import JoinCommunity
from commkit.posts import (
    AddTagSynonym,
    CreateThread,
    EditPost,
    ListPopularTags,
    ListRevisions,
    ListThreads,
    Post,
    ReadPost,
    RemovePost,
    ReserveTag,
    ViewThread,
)
from commkit_developer import Developer, RetagPost
from commkit_qa import ANSWER, COMMENT, QUESTION
from tests.posts.invariants import broken_invariants


def tagged(town: Any, *tags: str, by: str = "ada") -> Post:
    command = CreateThread(
        kind="question", title="Build fails after upgrade", body="It worked before.", tags=tags
    )
    question: Post = town.do(by, command)
    return question


def retagged(post: Post, *tags: str, **fields: Any) -> RetagPost:
    return RetagPost(**{"post": post.id, "version": post.version, "tags": tags, **fields})


def offered(town: Any, actor: str, post: Post) -> bool:
    return "developer.retag_post" in town.ask(actor, ViewThread(post.id)).thread.may


def test_a_member_with_the_privilege_changes_the_tags_and_nothing_else(town: Any) -> None:
    question = tagged(town, "build")
    town.privilege("bob")
    facts = town.emitted("bob", retagged(question, "caching", "build", reason="It is the cache."))
    assert facts == ["posts.edited"]
    after = town.ask("eve", ReadPost(question.id))
    assert (after.tags, after.version) == (("build", "caching"), 2)
    assert (after.title, after.body, after.author) == (question.title, question.body, question.author)
    assert (after.made_with, after.state) == (question.made_with, question.state)
    (revision,) = town.ask("eve", ListRevisions(question.id)).items
    assert (revision.edited_by, revision.reason) == (town.member("bob"), "It is the cache.")
    assert revision.tags == ("build",)
    assert {tag.name: tag.post_count for tag in town.ask("eve", ListPopularTags())} == {
        "build": 1,
        "caching": 1,
    }
    assert [found.id for found in town.ask("eve", ListThreads(tag="caching")).items] == [question.id]


def test_who_may(town: Any) -> None:
    question = tagged(town, "build")
    with town.refused("developer.retag_not_yours", Denied):
        town.do("bob", retagged(question, "caching"))
    assert not offered(town, "bob", question)
    trace = town.ask("bob", ExplainDecision(town.member("bob"), "developer.retag", question.id))
    found = {step.rule: (step.outcome, step.because) for step in trace.steps}
    assert found["developer.retag: points, at least"] == (RuleOutcome.NO, "0, needed: 20")
    assert found["it is a question"][0] is RuleOutcome.YES
    for actor in ("ada", "max", "stew"):
        assert offered(town, actor, question)
        question = town.do(actor, retagged(question, f"by-{actor}"))
    town.privilege("bob")
    assert offered(town, "bob", question)
    town.do("bob", retagged(question, "caching"))
    with town.refused("runtime.not_permitted", Denied):
        town.do("bob", EditPost(post=question.id, version=5, title="Mine now"))
    town.unprivilege("bob")
    with town.refused("developer.retag_not_yours", Denied):
        town.do("bob", RetagPost(question.id, 5, tags=("mine",)))


def test_reserved_tags_stay_what_they_are(town: Any) -> None:
    """As for every edit: neither set nor removed, whoever has the privilege."""
    town.do("stew", ReserveTag("official"))
    plain, official = tagged(town, "build"), town.do("stew", retagged(tagged(town, "build"), "official"))
    town.privilege("bob")
    for command in (retagged(plain, "official"), retagged(official, "build")):
        with town.refused("posts.reserved_tag", Denied):
            town.do("bob", command)
    assert town.do("bob", retagged(official, "official", "build")).tags == ("official", "build")
    assert town.ask("eve", ReadPost(plain.id)).tags == ("build",)


def test_of_a_synonym_it_gets_the_tag_that_is_meant(sqlite_town: Any) -> None:
    town = sqlite_town
    town.do("stew", AddTagSynonym("cache", "caching"))
    town.privilege("bob")
    meant = town.do("bob", retagged(tagged(town, "build"), "cache"))
    assert meant.tags == ("caching",)
    with town.refused("runtime.invalid", Invalid):
        town.do("bob", retagged(meant, "cache"))


def test_what_cannot_be_retagged(sqlite_town: Any) -> None:
    town = sqlite_town
    question = tagged(town, "build")
    town.privilege("bob")
    answer = town.answer(question.id)
    with pytest.raises(Invalid):
        town.do("bob", retagged(answer, "caching"))
    with town.refused("runtime.invalid", Invalid):
        town.do("bob", retagged(question, "build"))
    with town.refused("runtime.invalid", Invalid):
        town.do("bob", retagged(question, *(f"tag-{number}" for number in range(50))))
    with town.refused("posts.stale", Conflict):
        town.do("bob", retagged(question, "caching", version=2))
    town.do("stew", RemovePost(question.id))
    assert not offered(town, "stew", question)
    with pytest.raises(NotFound):
        town.do("bob", retagged(question, "caching"))
    with town.refused("qa.removed", Conflict):
        town.do("max", retagged(question, "caching"))


names = st.sets(st.sampled_from(["build", "caching", "network", "tests"]), min_size=1, max_size=4)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(before=names, steps=st.lists(names, max_size=4))
def test_whatever_is_retagged_the_counts_are_those_of_the_threads(
    sqlite_town: Any, before: set[str], steps: list[set[str]]
) -> None:
    town = sqlite_town
    town.unprivilege("bob")
    town.privilege("bob")
    question = tagged(town, *sorted(before))
    for tags in steps:
        if tags == set(question.tags):
            continue
        after = town.do("bob", retagged(question, *sorted(tags)))
        assert set(after.tags) == tags
        assert (after.title, after.body) == (question.title, question.body)
        question = after
    assert broken_invariants(town.kit, "code") == []


def test_a_type_without_privileges_leaves_it_to_roles(sqlite_town: Any) -> None:
    plain = CommunityType(
        "plain", features=("posts", "developer.retagging"), post_kinds=(QUESTION, ANSWER, COMMENT)
    )
    with closing(Kit(sqlite_town.url, plugins=[Developer()], types=[plain])) as kit:
        with kit.session("owner") as lobby:
            lobby.do(evolve(sqlite_town.community, slug="plain", type="plain"))
        for name in ("ada", "bob"):
            with kit.session(name, "plain") as session:
                session.do(JoinCommunity())
        with kit.session("ada", "plain") as session:
            question = session.do(CreateThread(kind="question", title="Build fails", body="Why is that?"))
        with kit.session("bob", "plain") as session, pytest.raises(Denied):
            session.do(retagged(question, "build"))
        with kit.session("owner", "plain") as session:
            assert session.do(retagged(question, "build")).tags == ("build",)
