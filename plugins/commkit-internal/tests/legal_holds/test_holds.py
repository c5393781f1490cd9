"""A held thing survives erasure, is told of, and is erased once it is released."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from commkit import SYSTEM, Conflict, Denied, NotFound
from commkit.members import membership
from commkit.posts import (
    AttachmentStatus,
    CreateReply,
    DeleteAttachment,
    EditPost,
    MovePost,
    ReadThread,
    SplitThread,
)
from commkit.privacy import ErasureResult, ExportPerson
from commkit_internal import (
    ExportForDiscovery,
    HoldMember,
    LegalHoldSettings,
    ListHolds,
    OpenLegalHold,
    ReadHold,
    ReleaseHold,
)
from tests.retained import keep

WORDS = "The mill leaks."


def held_here(result: ErasureResult) -> int:
    return sum(one.rows for one in result.held)


def test_what_a_held_member_wrote_survives_their_erasure_and_goes_when_it_is_released(town: Any) -> None:
    post = town.topic()
    town.do("ada", EditPost(post=post.id, version=post.version, body="The mill leaks much."))
    hold = town.hold(members=("ada",))
    result = town.erase("ada")
    assert held_here(result) >= 3, "the post, its earlier version and the custodian's name"
    assert town.bodies() == {"The mill leaks much."}
    town.kit.worker().drain()
    assert town.bodies() == {"The mill leaks much."}
    (custodian,) = town.ask("lex", ReadHold(hold.id)).members
    assert custodian.member_name == "ada"
    town.do("lex", ReleaseHold(hold.id))
    assert town.bodies() == {"The mill leaks much."}, "the worker does it"
    town.kit.worker().drain()
    assert town.bodies() == {""}
    assert town.bodies("revision") == {""}
    with town.kit.database.engine.connect() as connection:
        assert not connection.scalar(
            text("SELECT count(*) FROM commkit_scheduled_command WHERE done_at IS NULL")
        )
    (custodian,) = town.ask("lex", ReadHold(hold.id)).members
    assert custodian.member_name == ""


def test_everything_else_of_them_is_erased_as_ever(town: Any) -> None:
    town.topic()
    town.hold(members=("ada",))
    ada = town.member("ada")
    town.erase("ada")
    with town.kit.database.engine.connect() as connection:
        mine = select(membership.c.key, membership.c.name).where(membership.c.id == ada)
        ((key, name),) = connection.execute(mine).all()
        keys = set(connection.scalars(text("SELECT key FROM commkit_member")))
    assert "ada" not in keys
    assert key == f"erased:{ada}"
    assert name == "[erased]"


def test_others_are_erased_wholly(town: Any) -> None:
    town.topic("ada")
    town.topic("bob", "I fixed it.")
    town.hold(members=("ada",))
    result = town.erase("bob")
    assert result.held == ()
    assert town.bodies() == {WORDS, ""}


def test_a_held_thread_keeps_what_everybody_wrote_in_it(town: Any) -> None:
    post = town.topic()
    town.do("bob", CreateReply(post.id, "Since May."))
    town.topic("bob", "Elsewhere.")
    hold = town.hold(threads=(post.id,))
    assert held_here(town.erase("bob")) == 1
    assert town.bodies() == {WORDS, "Since May.", ""}
    town.do("lex", ReleaseHold(hold.id))
    town.kit.worker().drain()
    assert town.bodies() == {WORDS, ""}


def test_a_hold_goes_with_posts_that_are_moved_out_of_the_thread(town: Any) -> None:
    post = town.topic()
    reply = town.do("bob", CreateReply(post.id, "Since May."))
    second = town.do("bob", CreateReply(post.id, "And June."))
    other = town.topic("cid", "Other.")
    hold = town.hold(threads=(post.id,))
    town.do("stew", SplitThread(reply.id, kind="topic", title="May"))
    town.do("stew", MovePost(second.id, other.id))
    assert len(town.ask("lex", ReadHold(hold.id)).threads) == 3
    assert held_here(town.erase("bob")) == 2
    assert {"Since May.", "And June."} <= town.bodies()


def test_two_holds_of_which_one_is_released(town: Any) -> None:
    town.topic()
    first, second = town.hold(members=("ada",)), town.hold(members=("ada",))
    town.erase("ada")
    town.do("lex", ReleaseHold(first.id))
    town.kit.worker().drain()
    assert WORDS in town.bodies()
    town.do("lex", ReleaseHold(second.id))
    town.kit.worker().drain()
    assert town.bodies() == {""}


def test_a_hold_on_somebody_whose_erasure_waits_for_another_one(town: Any) -> None:
    post = town.topic()
    first = town.hold(threads=(post.id,))
    town.erase("ada")
    second = town.hold(threads=(post.id,))
    town.do("lex", ReleaseHold(first.id))
    town.kit.worker().drain()
    assert WORDS in town.bodies()
    town.do("lex", ReleaseHold(second.id))
    town.kit.worker().drain()
    assert town.bodies() == {""}


def test_a_hold_after_the_erasure_finds_nothing(town: Any) -> None:
    post = town.topic()
    town.erase("ada")
    hold = town.hold(threads=(post.id,))
    (row,) = town.ask("lex", ExportForDiscovery(hold.id)).rows[-1:]
    assert WORDS not in str(row)


def test_the_worker_looks_by_itself_once_a_day(town: Any) -> None:
    town.topic()
    hold = town.hold(members=("ada",))
    town.erase("ada")
    for _ in range(3):
        town.clock.advance(timedelta(days=1))
        town.kit.worker().drain()
    assert WORDS in town.bodies()
    with town.kit.database.engine.begin() as connection:  # released by whoever forgets to say so
        connection.execute(text("UPDATE commkit_internal_held_member SET released_at = held_at"))
    town.clock.advance(timedelta(days=1))
    town.kit.worker().drain()
    assert town.bodies() == {""}
    assert town.ask("lex", ReadHold(hold.id)).members[0].member_name == ""


def test_two_workers_complete_it_once(town: Any) -> None:
    town.topic()
    hold = town.hold(members=("ada",))
    town.erase("ada")
    town.do("lex", ReleaseHold(hold.id))
    town.at_once(*[lambda: town.kit.worker().drain() for _ in range(3)])
    assert town.bodies() == {""}
    with town.kit.database.engine.connect() as connection:
        assert (
            connection.scalar(
                text("SELECT count(*) FROM commkit_audit WHERE command = 'privacy.complete_erasure'")
            )
            == 1
        )


def test_no_retention_purges_a_held_thread(town: Any) -> None:
    post, other = town.topic(), town.topic(body="Other.")
    for one in (post, other):
        town.do("ada", EditPost(post=one.id, version=one.version, body="Later."))
    hold = town.hold(threads=(post.id,))
    keep(town.kit, revisions=timedelta(days=1))
    town.clock.advance(timedelta(days=30))
    town.kit.purge()
    assert town.bodies("revision") == {WORDS}
    town.do("lex", ReleaseHold(hold.id))
    town.clock.advance(timedelta(days=1))
    town.kit.purge()
    assert not town.bodies("revision")


def test_custodians_are_told_and_told_again_when_it_ends(town: Any) -> None:
    first, second = town.hold(members=("ada",)), town.hold(members=("ada",))
    ada = town.member("ada")
    assert ("internal.legal_hold_notice", ada) in town.inbox("ada")
    town.do("lex", ReleaseHold(first.id))
    assert ("internal.legal_hold_ended", ada) not in town.inbox("ada")
    town.do("lex", ReleaseHold(second.id))
    assert ("internal.legal_hold_ended", ada) in town.inbox("ada")
    assert town.inbox("bob") == []


@pytest.mark.parametrize("actor", ["ada", "stew", "owner", "pat"])
def test_nobody_but_legal_keeps_or_reads_holds(sqlite_town: Any, actor: str) -> None:
    hold = sqlite_town.hold(members=("ada",))
    ada = sqlite_town.member("ada")
    for command in (OpenLegalHold("A", "B"), HoldMember(hold.id, ada), ReleaseHold(hold.id)):
        with pytest.raises((Denied, NotFound)):
            sqlite_town.do(actor, command)
    for query in (ListHolds(), ReadHold(hold.id), ExportForDiscovery(hold.id)):
        with pytest.raises((Denied, NotFound)):
            sqlite_town.ask(actor, query)


def test_who_is_not_told_cannot_tell(make_town: Any) -> None:
    """All that a held member may see is the same without the hold."""
    town = make_town(legal_holds=LegalHoldSettings(notify_custodians=False))
    post = town.topic()
    town.kit.worker().drain()

    def seen() -> Any:
        with town.kit.session("ada", read_only=True) as lobby:
            mine = lobby.ask(ExportPerson())
        return (
            mine.rows,
            town.inbox("ada"),
            town.ask("ada", ReadThread(post.id)),
        )

    before = seen()
    town.hold(members=("ada",), threads=(post.id,))
    assert seen() == before


def test_a_held_file_is_neither_deleted_by_its_uploader_nor_with_them(town: Any) -> None:
    post = town.topic()
    file = uuid4()
    with town.kit.session(SYSTEM, "work") as session:
        here, ada = session.community.id, town.member("ada")
    attachment = town.kit.registry.features["posts"].tables.tables["commkit_attachment"]
    with town.kit.database.engine.begin() as connection:
        connection.execute(
            attachment.insert().values(
                community_id=here, id=file, uploader=ada, post=post.id, status=AttachmentStatus.ATTACHED, name="a.txt",
                size=1, media_type="text/plain", digest="", created_at=town.clock(), attached_at=town.clock(),
                attempt=1,
            )
        )  # fmt: skip
    hold = town.hold(threads=(post.id,))
    with town.refused("posts.file_kept", Conflict):
        town.do("ada", DeleteAttachment(file))
    town.erase("ada")
    names = select(attachment.c.name).where(attachment.c.id == file)
    with town.kit.database.engine.connect() as connection:
        assert connection.scalars(names).all() == ["a.txt"]
    town.do("lex", ReleaseHold(hold.id))
    town.kit.worker().drain()
    with town.kit.database.engine.connect() as connection:
        assert connection.scalars(names).all() == []
