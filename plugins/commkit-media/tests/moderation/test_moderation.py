"""Comments that wait before they are published, and who decides about them: in a section, and in all of the site."""

from typing import Any

import pytest

from commkit import SYSTEM, Denied, NotFound
from commkit.communities import UpdateSettings
from commkit.moderation import (
    DecideCase,
    DecideSpaceCase,
    FileReport,
    ListCases,
    ListMyHeldPosts,
    ListSpaceCases,
    ModerationAction,
)
from commkit.posts import EditPost, LockThread, ReadPost, ReadThread, RemovePost
from commkit.spaces import AssignSpaceModerator, CreateSpace, DismissSpaceModerator
from commkit_media import CountPages, ReadPage, SetPageSection, ViewPage

SITE = "https://news.example"
SPORT, HOME = f"{SITE}/sport/1", f"{SITE}/home"


@pytest.fixture
def sections(town: Any) -> dict[str, Any]:
    """Two sections; bob moderates sport, cid moderates arts."""
    made = {name: town.do("stew", CreateSpace(name, name.title())) for name in ("sport", "arts")}
    for (name, space), key in zip(made.items(), ("bob", "cid"), strict=True):
        town.do("edi", SetPageSection(f"{SITE}/{name}", space.id))
        town.do("stew", AssignSpaceModerator(space.id, town.member(key)))
    return made


def moderate(town: Any, **values: Any) -> None:
    town.do(SYSTEM, UpdateSettings("moderation", values))


def comments(town: Any, page: str, by: Any = None) -> list[str]:
    thread = town.ask(by, ReadPage(page)).thread
    return [post.body for post in town.ask(by, ReadThread(thread, limit=100)).items][1:] if thread else []


def cases(town: Any, space: Any, by: str | None) -> list[Any]:
    return list(town.ask(by, ListSpaceCases(space.id)).items)


def test_a_first_comment_waits_and_the_page_does_not(town: Any) -> None:
    moderate(town, publication="before")
    comment = town.comment(HOME)
    town.comment(HOME, by="bob", body="And I.")
    for reader in (None, "ada", "bob", "cid"):
        assert comments(town, HOME, reader) == []
        assert town.ask(reader, CountPages((HOME,)))[0].comments == 0
        assert len(town.ask(reader, ViewPage(HOME)).thread.items) == 1
    assert [one.post.id for one in town.ask("ada", ListMyHeldPosts()).items] == [comment.id]
    (case,) = [one for one in town.ask("mod", ListCases()).items if one.object == comment.id]
    town.do("mod", DecideCase(case=case.id, action=ModerationAction.DISMISS))
    assert comments(town, HOME) == ["Well said."]
    assert town.ask(None, CountPages((HOME,)))[0].comments == 1


def test_the_desk_does_not_wait(town: Any) -> None:
    moderate(town, publication="before")
    article = town.published()
    assert town.ask(None, ReadPost(article.id)).id == article.id
    town.comment(HOME, by="mod", body="Be kind.")
    assert comments(town, HOME) == ["Be kind."]


def test_comments_wait_in_one_section_only(town: Any, sections: dict[str, Any]) -> None:
    moderate(town, publication_of_spaces={str(sections["sport"].id): "before"})
    town.comment(SPORT)
    town.comment(SPORT, by="bob", body="I moderate this.")
    town.comment(HOME)
    assert (comments(town, SPORT), comments(town, HOME)) == (["I moderate this."], ["Well said."])


def test_a_moderator_of_a_section_moderates_it_and_nothing_else(town: Any, sections: dict[str, Any]) -> None:
    moderate(town, publication="before")
    inside, outside = town.comment(SPORT), town.comment(HOME)
    (found,) = cases(town, sections["sport"], "bob")
    assert (found.post.id, found.post.body, found.case.held) == (inside.id, "Well said.", True)
    assert cases(town, sections["arts"], "cid") == []
    elsewhere = next(one.id for one in town.ask("mod", ListCases()).items if one.object == outside.id)
    for key, case in (("bob", elsewhere), ("cid", found.case.id), ("ada", found.case.id)):
        with town.refused("runtime.not_found", NotFound):
            town.do(key, DecideSpaceCase(case=case, action="dismiss"))
    for by, space in (("cid", "sport"), ("ada", "sport"), (None, "sport"), ("bob", "arts"), ("ada", "arts")):
        with pytest.raises(Denied):
            cases(town, sections[space], by)
    with pytest.raises(Denied):
        town.ask("bob", ListCases())
    with pytest.raises(Denied):
        town.do("bob", DecideCase(case=found.case.id, action=ModerationAction.DISMISS))
    town.do("bob", DecideSpaceCase(case=found.case.id, action="dismiss"))
    assert (comments(town, SPORT), comments(town, HOME)) == (["Well said."], [])
    assert cases(town, sections["sport"], "bob") == []


def test_they_remove_and_restore_there_with_reasons(town: Any, sections: dict[str, Any]) -> None:
    comment = town.comment(SPORT)
    town.do("rea", FileReport("Post", comment.id, "spam", note="Again."))
    (found,) = cases(town, sections["sport"], "bob")
    assert [(one.reason, one.reporter) for one in found.reports] == [("spam", None)]
    with town.refused("runtime.invalid"):
        town.do("bob", DecideSpaceCase(case=found.case.id, action="remove"))
    decision = town.do(
        "bob", DecideSpaceCase(case=found.case.id, action="remove", rule="Be kind", facts="Rude.")
    )
    assert (decision.action, decision.decided_by) == (ModerationAction.REMOVE, town.member("bob"))
    assert comments(town, SPORT) == []
    with town.refused("moderation.closed"):
        town.do("bob", DecideSpaceCase(case=found.case.id, action="dismiss"))
    town.do("stew", FileReport("Post", comment.id, "other"))
    town.do("bob", DecideSpaceCase(case=found.case.id, action="restore"))
    assert comments(town, SPORT) == ["Well said."]


def test_the_other_commands_hold_there_alone_too(town: Any, sections: dict[str, Any]) -> None:
    inside, outside = town.comment(SPORT), town.comment(HOME)
    for command in (
        lambda post: LockThread(post.thread),
        lambda post: EditPost(post=post.id, version=1, body="Edited."),
        lambda post: RemovePost(post.id),
    ):
        with pytest.raises(Denied):
            town.do("bob", command(outside))
        with pytest.raises(Denied):
            town.do("cid", command(inside))
        town.do("bob", command(inside))


def test_nobody_decides_about_themselves_or_after_they_were_dismissed(
    town: Any, sections: dict[str, Any]
) -> None:
    own, other = town.comment(SPORT, by="bob"), town.comment(SPORT, body="Hm.")
    for post in (own, other):
        town.do("stew", FileReport("Post", post.id, "spam"))
    assert [one.post.id for one in cases(town, sections["sport"], "bob")] == [other.id]
    own_case = next(one.id for one in town.ask("mod", ListCases()).items if one.object == own.id)
    with town.refused("runtime.not_found", NotFound):
        town.do("bob", DecideSpaceCase(case=own_case, action="dismiss"))
    (found,) = cases(town, sections["sport"], "bob")
    town.do("stew", DismissSpaceModerator(sections["sport"].id, town.member("bob")))
    with town.refused("runtime.not_found", NotFound):
        town.do("bob", DecideSpaceCase(case=found.case.id, action="dismiss"))
