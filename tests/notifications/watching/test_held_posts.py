"""A post that was removed before anybody was told of it is told of once it is there again; others are not told anew."""

from sqlalchemy import func, select

from commkit import SYSTEM, Kit
from commkit.communities import UpdateSettings
from commkit.members import BlockMember
from commkit.moderation import DecideCase, ListCases, ModerationAction
from commkit.notifications import ListInbox, MarkAllNotificationsRead, WatchCommunity, WatchLevel, WatchTag
from commkit.notifications.tables import untold
from commkit.posts import CreateThread, EditPost, Post, PostId, RemovePost, RestorePost
from tests.helpers import ask, do
from tests.notifications.setup import id_of, question, reply
from tests.sample import OWNER


def hold_spam(kit: Kit) -> None:
    do(kit, OWNER, "town", UpdateSettings("moderation", {"words": "hold", "denied_words": ["spam"]}))


def release(kit: Kit, post: PostId) -> None:
    """Dismiss the case of a held post."""
    kit.worker().drain()
    case = next(one for one in ask(kit, OWNER, "town", ListCases()).items if one.object == post)
    dismissed = DecideCase(case=case.id, action=ModerationAction.DISMISS, rule="None.", facts="It is fine.")
    do(kit, OWNER, "town", dismissed)


def told(kit: Kit, actor: str, about: Post) -> list[str]:
    """What a member was told of a post, the last first."""
    kit.worker().drain()
    page = ask(kit, actor, "town", ListInbox(limit=100))
    return [one.kind.partition(".")[2] for one in page.items if one.object == about.id]


def left(kit: Kit) -> int:
    with kit.database.engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(untold)).scalar_one())


def test_a_released_post_is_told_of_as_if_it_had_never_been_held(tower: Kit) -> None:
    hold_spam(tower)
    asked = question(tower, "ada")
    do(tower, "cyd", "town", WatchCommunity(level=WatchLevel.WATCHING))
    held = reply(tower, "bob", asked, body="This is spam, @cyd.")
    plain = question(tower, "bob", title="spam", tags=("cats",))
    do(tower, "ada", "town", WatchTag(tag="cats", level=WatchLevel.WATCHING))
    assert [told(tower, who, post) for who in ("ada", "cyd") for post in (held, plain)] == [[], [], [], []]
    assert left(tower) > 0
    for post in (held, plain):
        release(tower, post.id)
    expected = [["reply"], ["thread"], ["mention"], ["thread"]]
    assert [told(tower, who, post) for who in ("ada", "cyd") for post in (held, plain)] == expected
    assert left(tower) == 0
    do(tower, OWNER, "town", RemovePost(held.id))
    tower.worker().drain()
    do(tower, OWNER, "town", RestorePost(held.id))  # it was told of by now
    assert [told(tower, who, held) for who in ("ada", "cyd")] == [["reply"], ["mention"]]


def test_a_post_that_was_told_of_tells_nobody_anew_when_it_is_restored(tower: Kit) -> None:
    asked = question(tower, "ada")
    written = reply(tower, "bob", asked, body="Fine, @cyd.")
    assert (told(tower, "ada", written), told(tower, "cyd", written)) == (["reply"], ["mention"])
    do(tower, OWNER, "town", RemovePost(written.id))
    tower.worker().drain()
    for who in ("ada", "cyd"):
        do(tower, who, "town", MarkAllNotificationsRead())
    do(
        tower, OWNER, "town", WatchCommunity(level=WatchLevel.WATCHING)
    )  # who watches since is told of new posts
    do(tower, SYSTEM, "town", RestorePost(written.id))
    assert (told(tower, "ada", written), told(tower, "cyd", written)) == (["reply"], ["mention"])
    assert (told(tower, OWNER, written), left(tower)) == (["first_post"], 0)


def test_a_mention_of_an_edit_that_was_held_is_told_of_alone(small_tower: Kit) -> None:
    hold_spam(small_tower)
    asked = question(small_tower, "ada")
    written = reply(small_tower, "bob", asked)
    assert told(small_tower, "ada", written) == ["reply"]
    do(small_tower, "bob", "town", EditPost(post=written.id, version=1, body="spam for @cyd"))
    assert told(small_tower, "cyd", written) == []
    release(small_tower, written.id)
    assert (told(small_tower, "cyd", written), told(small_tower, "ada", written)) == (["mention"], ["reply"])


def test_who_blocked_the_author_meanwhile_is_not_told(small_tower: Kit) -> None:
    hold_spam(small_tower)
    held = question(small_tower, "bob", body="spam for @cyd and @ada")
    small_tower.worker().drain()
    do(small_tower, "cyd", "town", BlockMember(id_of(small_tower, "bob")))
    release(small_tower, held.id)
    assert (told(small_tower, "cyd", held), told(small_tower, "ada", held)) == ([], ["mention"])


def test_a_post_that_is_removed_again_before_it_is_told_of_waits_on(small_tower: Kit) -> None:
    hold_spam(small_tower)
    held = question(small_tower, "bob", body="spam for @cyd")
    release(small_tower, held.id)
    do(small_tower, OWNER, "town", RemovePost(held.id))
    assert told(small_tower, "cyd", held) == []
    do(small_tower, OWNER, "town", RestorePost(held.id))
    assert told(small_tower, "cyd", held) == ["mention"]


def test_greeters_are_told_of_a_first_post_once_it_is_released(tower: Kit) -> None:
    hold_spam(tower)
    held = do(tower, "bob", "town", CreateThread(kind="question", title="Hello", body="I sell spam."))
    assert "first_post" not in told(tower, OWNER, held)
    release(tower, held.id)
    assert told(tower, OWNER, held).count("first_post") == 1
    do(tower, OWNER, "town", RemovePost(held.id))
    tower.worker().drain()
    do(tower, OWNER, "town", RestorePost(held.id))
    assert told(tower, OWNER, held).count("first_post") == 1
