"""What is done live with threads: ranks with their reasons, a cross-post, mutes, a thread that cools."""

from collections.abc import Iterator

from commkit.posts import CreateReply, CreateThread, ListThreads, Post
from commkit.spaces import CreateSpace
from commkit_demo.client import ASKER, HELPER, READER, SELLER, STEWARD, DemoClient
from commkit_ranking import ExplainRank, ListRankedThreads, RankOrder
from commkit_topical import (
    CrossPostThread,
    MuteWord,
    ReadCooling,
    ReadCrossPosts,
    ReadPausePrompt,
    RephrasePost,
    WriteApology,
)

_EXCHANGE = (
    "Warm light makes us lazy.",
    "No, it makes us calm.",
    "Calm is what lazy people call it.",
    "You have never seen a workshop.",
    "I run one, with cold light.",
    "And it looks like a fridge!",
    "A fridge in which things get done.",
    "Then stay in it!",
)
_CALM = "Let us meet there at dusk, and look."


def show_ranks(client: DemoClient) -> Iterator[str]:
    """What stands first, and why; nobody votes live, so that it is the same in the next run."""
    best, disputed = (
        next(iter(client.ask(ListRankedThreads(order=order, limit=1), by=READER).items), None)
        for order in (RankOrder.BEST, RankOrder.CONTROVERSIAL)
    )
    if best is None or disputed is None:
        return
    why = client.ask(ExplainRank(best.id, order=RankOrder.BEST), by=READER)
    other = client.ask(ExplainRank(disputed.id, order=RankOrder.CONTROVERSIAL), by=READER)
    votes = f"{other.up} for and {other.down} against"
    disputes = f"; most controversial is «{disputed.title}», {votes}" if other.value else ""
    yield (
        f"by best, «{best.title}» stands first: {why.up} of {why.up + why.down} votes are for it, surely "
        f"{why.value:.0%}{disputes}"
    )


def show_cross_post(client: DemoClient) -> Iterator[str]:
    """One thread in two sub-topics, with the replies of both."""
    rivers, gardens = (
        client.do(STEWARD, slug, CreateSpace(slug, title))
        for slug, title in (("rivers", "Rivers"), ("gardens", "Gardens"))
    )
    thread = client.do(
        ASKER,
        "bridge",
        CreateThread(kind="opinion", title="The lamp on the old bridge", body="Keep it?", space=rivers.id),
    )
    there = client.do(READER, "cross-post", CrossPostThread(thread.id, gardens.id, note="It shines on us."))
    client.do(HELPER, "reply there", CreateReply(there.id, "I read by it."))
    client.do(SELLER, "reply here", CreateReply(thread.id, "Sell it to me."))
    together = client.ask(ReadCrossPosts(there.id), by=READER)
    yield (
        f"{READER} brings «{thread.title}» from {rivers.title} to {gardens.title}: "
        f"{len(together.threads)} threads with {together.replies} replies, each leads to the other"
    )


def show_mutes(client: DemoClient) -> Iterator[str]:
    """One member's mute, which nobody else learns of."""
    title = "Neon signs, half price"
    sign = client.do(SELLER, "neon", CreateThread(kind="opinion", title=title, body="Only today."))
    client.do_once(READER, "mute", MuteWord("neon"))
    hers, others = (_lists(client, by, sign) for by in (READER, ASKER))
    yield (
        f"{READER} mutes the word «neon»: {title} is in {'her' if hers else 'no'} list of hers, and "
        f"{'in' if others else 'not in'} that of {ASKER}; nobody is told"
    )


def _lists(client: DemoClient, by: str, thread: Post) -> bool:
    return any(one.id == thread.id for one in client.ask(ListThreads(limit=50), by=by).items)


def show_cooling(client: DemoClient) -> Iterator[str]:
    """Two answer each other in turn, the thread is slowed down, and one of them rephrases without a mark."""
    thread = last = client.do(
        ASKER, "quarrel", CreateThread(kind="opinion", title="Cold light is honest", body="Warm light lies.")
    )
    for number, line in enumerate(_EXCHANGE):
        last = client.do((HELPER, ASKER)[number % 2], f"quarrel {number}", CreateReply(last.id, line))
    client.deliver()
    notice = client.ask(ReadCooling(thread.id), by=READER)
    asked = client.ask(ReadPausePrompt(thread.id), by=ASKER)
    if asked is not None:
        client.do_once(ASKER, "rephrase", RephrasePost(last.id, 1, _CALM))
        client.do_once(HELPER, "apologise", WriteApology(last.id, "I am sorry. Let us."))
    if notice is None:
        yield f"{HELPER} and {ASKER} answered each other in turn; the thread was slowed down, and has cooled since"
        return
    yield f"{HELPER} and {ASKER} answer each other in turn, and all who read it are told: {notice.reason}"
    yield f"both are asked privately to pause; {ASKER} rephrases what she wrote last, without a mark: {_CALM}"
    yield f"{HELPER} apologises, which does not wait for the pause"
