"""The audit page: who did what and when, command by command, for stewards."""

from commkit import SYSTEM, Denied, Kit
from commkit.communities import ListAuditEntries, ReadCommunity
from commkit.members import BlockMember, ListMembers
from commkit.moderation import FileReport
from commkit.posts import CreateThread, RemovePost
from tests.helpers import ask, assert_invalid, assert_refused, do
from tests.sample import OWNER, create_community


def test_every_command_is_listed_page_by_page(kit: Kit) -> None:
    create_community(kit, members=["ada"])
    ada = next(member for member in ask(kit, OWNER, "town", ListMembers()).items if member.key == "ada")
    post = do(kit, "ada", "town", CreateThread(kind="question", title="Why?", body="So."))
    with assert_refused(Denied, "runtime.not_permitted"):
        do(kit, None, "town", RemovePost(post.id))
    do(kit, OWNER, "town", RemovePost(post.id))
    seen, after = [], None
    while True:
        page = ask(kit, OWNER, "town", ListAuditEntries(after=after, limit=1))
        seen += page.items
        if (after := page.next) is None:
            break
    assert [entry.command for entry in seen] == [
        "posts.remove_post",
        "posts.create_thread",
        "members.join_community",
        "communities.create_community",
    ]
    assert [(entry.member, entry.result) for entry in seen[1:3]] == [(ada.id, post.id), (ada.id, ada.id)]
    assert [entry.at for entry in seen] == sorted((entry.at for entry in seen), reverse=True)


def test_it_is_for_stewards_and_stays_in_the_community(kit: Kit) -> None:
    create_community(kit, members=["ada"])
    create_community(kit, "city", members=["ada"])
    for who in ("ada", None):
        with assert_refused(Denied, "runtime.not_permitted"):
            ask(kit, who, "town", ListAuditEntries())
    assert len(ask(kit, OWNER, "city", ListAuditEntries()).items) == 2
    assert ask(kit, OWNER, "town", ReadCommunity()).slug == "town"
    with assert_invalid(after="bad_cursor"):
        ask(kit, OWNER, "town", ListAuditEntries(after="nonsense"))


def test_stewards_do_not_learn_from_it_who_reported_or_blocked_somebody(kit: Kit) -> None:
    create_community(kit, members=["ada"])
    post = do(kit, OWNER, "town", CreateThread(kind="question", title="Mine", body="The owner's."))
    do(kit, "ada", "town", FileReport("Post", post.id, "harassment"))
    do(kit, "ada", "town", BlockMember(post.author))
    for who, told in ((OWNER, False), (SYSTEM, True)):
        entries = {each.command: each for each in ask(kit, who, "town", ListAuditEntries(limit=2)).items}
        assert (entries["members.block_member"].member is not None) is told
        # A report about the owner's own post is hidden from the owner, and so is the row of whoever filed it.
        report = entries.get("moderation.file_report")
        assert (report is not None and report.member is not None and report.result is not None) is told
        assert told or report is None
