"""Days of those in a topical community, from beginning to end: what each sees, may do, and may not.

Each test follows one persona through real commands; the others are there to debate with.
"""

from datetime import timedelta
from typing import Any

import pytest

from commkit import Conflict, Denied, NotFound, RateLimited
from commkit.members import JoinCommunity
from commkit.moderation import DecideCase, FileReport, ListCases, ListModerationLog, ModerationAction
from commkit.notifications import ListInbox
from commkit.posts import (
    AddReaction,
    CreateReply,
    ListThreads,
    OpenSeedThreads,
    ReadPost,
    ViewThread,
)
from commkit.search import SearchContent
from commkit.spaces import AssignSpaceModerator, ReadSpace
from commkit_opinion import (
    CloseConsultation,
    DecideStatement,
    GiveArgument,
    ListStatementTotals,
    OpenConsultation,
    OpinionChoice,
    ProposeStatement,
    ReadNextStatement,
    SeedStatement,
    VoteOnStatement,
)
from commkit_ranking import ExplainRank, ListRankedThreads, RankOrder
from commkit_topical import (
    AddToReadingList,
    CreateReadingList,
    CrossPostThread,
    LiftCooling,
    ListMyMutes,
    ListReadingLists,
    MuteSpace,
    MuteWord,
    ReadCooling,
    ReadCoolingNumbers,
    ReadCrossPosts,
    ReadPausePrompt,
    ReadReadingList,
    ReadScope,
    RephrasePost,
    UnmuteWord,
    UpdateReadingItem,
    UpdateReadingList,
)

HOSTILE = "<script>alert(1)</script> [shop](javascript:alert(1)) <img src=x onerror=alert(1)>"


def may_not(town: Any, who: Any, *commands: Any) -> None:
    """Each of these is refused since nobody with this role may do it."""
    for command in commands:
        with town.refused("runtime.not_permitted", Denied):
            town.do(who, command)


def told_of(town: Any, who: str) -> list[tuple[str, Any]]:
    """The kinds and objects of what somebody was notified of, by any plugin."""
    town.kit.worker().drain()
    return [(item.kind, item.object) for item in town.ask(who, ListInbox(limit=100)).items]


def titles(town: Any, who: Any, **more: Any) -> list[str]:
    """The titles of the threads in somebody's list."""
    return [thread.title for thread in town.ask(who, ListThreads(**more)).items]


def quarrel(town: Any, thread: Any) -> Any:
    """Ada and Bob answer each other every half minute; the last reply is Ada's."""
    last = thread
    for number in range(8):
        town.clock.advance(timedelta(seconds=30))
        last = town.reply(last.id, f"No! {number}", by=("bob", "ada")[number % 2])
    town.kit.worker().drain()
    return last


def test_the_days_of_a_reader(town: Any) -> None:
    """Reads what is best, mutes what is not wanted without anybody knowing, and keeps the rest for later."""
    roses = town.topic("roses")
    good, slugs, hers = (
        town.opinion("Ducks", space=roses.id),
        town.opinion("Beer against slugs"),
        town.opinion("My slugs", by="cid"),
    )
    for by in ("bob", "mod"):
        town.do(by, AddReaction(good.id, "insightful"))
    town.pass_time(seconds=3)
    best = town.ask("cid", ListRankedThreads(order=RankOrder.BEST))
    assert best.items[0].title == "Ducks"
    assert town.ask("cid", ExplainRank(good.id, order=RankOrder.BEST)).up == 2
    town.do("cid", MuteWord("SLUGS"))
    assert titles(town, "cid") == ["My slugs", "Ducks"]
    assert set(titles(town, "bob")) == {"My slugs", "Beer against slugs", "Ducks"}
    town.do("ada", CreateReply(good.id, "They eat slugs, @cid."))
    assert told_of(town, "cid") == []
    assert town.ask("cid", ReadPost(slugs.id)).title == "Beer against slugs"
    assert town.ask("bob", ListMyMutes()).words == ()
    later = town.do("cid", CreateReadingList("Later"))
    for post in (good, hers):
        town.do("cid", AddToReadingList(later.id, post.id))
    town.do("cid", UpdateReadingItem(later.id, hers.id, place=1, read=True))
    for other in ("bob", "mod", "owner"):
        assert town.ask(other, ListReadingLists(town.member("cid"))) == ()
    town.do("cid", UpdateReadingList(later.id, for_members=True))
    shown = town.ask("bob", ReadReadingList(later.id)).items
    assert [(entry.post.title, entry.read_at) for entry in shown] == [("My slugs", None), ("Ducks", None)]
    town.do("cid", MuteSpace(roses.id))
    assert titles(town, "cid") == ["My slugs"]
    town.do("cid", UnmuteWord("slugs"))
    assert set(titles(town, "cid")) == {"My slugs", "Beer against slugs"}


def test_the_days_of_a_debater(town: Any) -> None:
    """Quarrels, is asked to pause, rephrases; then proposes, votes, and argues."""
    roses, ducks = town.topic("roses"), town.topic("ducks")
    thread = town.opinion("Ducks or beer?", space=roses.id)
    last = quarrel(town, thread)
    town.reply(thread.id, "And another thing!", by="ada")
    with pytest.raises(RateLimited):
        town.reply(thread.id, "And!", by="ada")
    notice = town.ask(None, ReadCooling(thread.id))
    assert "ada" not in notice.reason.lower()
    assert last.id in town.ask("ada", ReadPausePrompt(thread.id)).posts
    assert town.ask("cid", ReadPausePrompt(thread.id)) is None
    calm = town.do("ada", RephrasePost(last.id, last.version, "I see it otherwise."))
    assert calm.body == "I see it otherwise."
    with pytest.raises((Denied, NotFound)):
        town.do("bob", RephrasePost(last.id, calm.version, "I give up."))
    for _ in range(4):
        town.pass_time(minutes=20)
    assert town.ask("ada", ReadCooling(thread.id)) is None
    there = town.do("ada", CrossPostThread(thread.id, ducks.id))
    with town.refused("topical.already_there", Conflict):
        town.do("bob", CrossPostThread(there.id, ducks.id))
    assert town.ask(None, ReadCrossPosts(there.id)).original == thread.id
    may_not(town, "ada", OpenConsultation(title="What shall grow?"), LiftCooling(thread.id))
    asked = town.do("stew", OpenConsultation(title="What shall grow?"))
    mine = town.do("ada", ProposeStatement(asked.id, f"Food. {HOSTILE}"))
    assert town.ask("bob", ReadNextStatement(asked.id)) is None
    may_not(town, "ada", DecideStatement(mine.id, accept=True))
    town.do("mod", DecideStatement(mine.id, accept=True))
    town.do("ada", VoteOnStatement(mine.id, OpinionChoice.AGREE))
    town.do("ada", VoteOnStatement(mine.id, OpinionChoice.PASS))
    town.do("ada", GiveArgument(mine.id, "pro", "One can eat it."))
    town.do("stew", CloseConsultation(asked.id))
    with pytest.raises(Conflict):
        town.do("ada", VoteOnStatement(mine.id, OpinionChoice.AGREE))


def test_the_days_of_a_steward(town: Any) -> None:
    """Makes sub-topics with moderators, asks, lets a thread go, and sees how often threads heat up."""
    assert set(town.do("owner", OpenSeedThreads())) == {
        thread.id for thread in town.ask(None, ListThreads()).items
    }
    roses = town.topic("roses", rules="No grafting.", kinds=("opinion",))
    town.do("owner", AssignSpaceModerator(roses.id, town.member("cid")))
    assert town.ask(None, ReadSpace(roses.id)).rules == "No grafting."
    thread = town.opinion("Grafting", space=roses.id)
    quarrel(town, thread)
    may_not(town, "bob", LiftCooling(thread.id))
    assert town.do("stew", LiftCooling(thread.id))
    town.reply(thread.id, "One.")
    town.reply(thread.id, "Two, at once.")
    numbers = town.ask("stew", ReadCoolingNumbers(town.after(days=-1), town.after(days=1)))
    assert (numbers.coolings, numbers.running, numbers.again) == (1, 0, None)
    town.do("bob", FileReport("Post", thread.id, "spam"))
    (case,) = town.ask("mod", ListCases()).items
    decided = DecideCase(case=case.id, action=ModerationAction.REMOVE, rule="No grafting", facts="It grafts.")
    town.do("mod", decided)
    assert len(town.ask(None, ListModerationLog()).items) == 1
    asked = town.do("stew", OpenConsultation(title="What shall grow?"))
    said = town.do("stew", SeedStatement(asked.id, "Bees first."))
    for by in ("ada", "bob"):
        town.do(by, VoteOnStatement(said.id, OpinionChoice.AGREE))
    (totals,) = town.ask("stew", ListStatementTotals(asked.id)).items
    assert totals.agrees is None, "fewer than five voted: the steward learns no more than others"


def test_the_days_of_a_newcomer(town: Any) -> None:
    """Reads without an account, learns what belongs here and why something is refused, joins, and takes part."""
    town.do("owner", OpenSeedThreads())
    thread = town.opinion("Tulips", body=f"They grow. {HOSTILE}")
    assert town.ask(None, ReadScope()).subject == "Gardens in the city"
    assert "What belongs here?" in titles(town, None)
    page = town.ask(None, ViewThread(thread.id))
    assert "<script" not in str(page.items[0].html)
    for refused in (CreateReply(thread.id, "Hello!"), MuteWord("tulips"), CreateReadingList("Later")):
        with pytest.raises(Denied):
            town.do("newt", refused)
    with town.kit.session("newt", "gardens") as session:
        session.do(JoinCommunity())
    reply = town.reply(thread.id, "Hello!", by="newt")
    assert town.ask("ada", ReadPost(reply.id)).body == "Hello!"
    assert told_of(town, "ada")
    assert town.ask("newt", SearchContent("tulips")).hits
    town.do("newt", AddReaction(thread.id, "up"))
    may_not(town, "newt", LiftCooling(thread.id))
    later = town.do("newt", CreateReadingList("Later"))
    town.do("newt", AddToReadingList(later.id, thread.id, note="When I have a garden."))
    (entry,) = town.ask("newt", ReadReadingList(later.id)).items
    assert (entry.post.id, entry.note) == (thread.id, "When I have a garden.")
