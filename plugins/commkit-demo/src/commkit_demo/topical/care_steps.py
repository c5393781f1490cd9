"""What is done live to keep things together: a wiki, replies by rank, a custom feed, and the public log."""

from collections.abc import Iterator

from commkit.moderation import DecideCase, FileReport, ListCases, ListModerationLog, ModerationAction
from commkit.posts import AddReaction, CreateReply, CreateThread, EditPost, EnableWiki, ListRevisions
from commkit.spaces import ListSpaces
from commkit_demo.client import ASKER, HELPER, MODERATOR, READER, SELLER, DemoClient
from commkit_ranking import ExplainReplyRank, ListRankedReplies, ReplyOrder
from commkit_topical import CreateCustomFeed, ListMyCustomFeeds

_RULE = "Nothing is sold here"
_FEED = "Outside"


def show_guide(client: DemoClient) -> Iterator[str]:
    """A guide that its author makes a wiki, and another member goes on with."""
    guide = client.do(
        ASKER, "guide", CreateThread(kind="guide", title="How to choose a lamp", body="Begin with the room.")
    )
    client.do_once(ASKER, "wiki", EnableWiki(guide.id))
    client.do_once(
        HELPER, "edit wiki", EditPost(post=guide.id, version=1, body="Begin with the room, then the eyes.")
    )
    versions = client.ask(ListRevisions(guide.id), by=READER).items
    kept = f"{len(versions)} version before stays"
    yield f"{ASKER} makes the guide «{guide.title}» a wiki, and {HELPER} goes on with it; {kept}"


def show_replies(client: DemoClient) -> Iterator[str]:
    """The replies to one post by what is certain of their votes."""
    thread = client.do(
        READER, "dusk", CreateThread(kind="opinion", title="When is dusk?", body="When do you light up?")
    )
    late, early = (
        client.do(by, f"dusk by {by}", CreateReply(thread.id, body))
        for by, body in ((ASKER, "When the street does."), (HELPER, "When I cannot read any more."))
    )
    for by, reply in ((READER, early), (SELLER, early), (READER, late)):
        client.do_once(by, f"{by} agrees with {reply.id}", AddReaction(reply.id, "up"))
    replies = client.ask(ListRankedReplies(thread.id, order=ReplyOrder.OLDEST), by=READER).items
    why = client.ask(ExplainReplyRank(early.id), by=READER)
    yield (
        f"of {len(replies)} replies to «{thread.title}», «{early.body}» has {why.up} of {why.up + why.down} votes, "
        f"surely {why.value:.0%}, and stands first by best"
    )


def show_feed(client: DemoClient) -> Iterator[str]:
    """Two sub-topics that one member reads as one list."""
    spaces = [space for space in client.ask(ListSpaces(), by=READER) if space.slug in {"rivers", "gardens"}]
    client.do_once(READER, "feed", CreateCustomFeed(_FEED, tuple(space.id for space in spaces)))
    feed = client.ask(ListMyCustomFeeds(), by=READER)[0]
    yield f"{READER} keeps {len(feed.spaces)} sub-topics as «{feed.feed.title}», and reads them as one list of her own"


def show_log(client: DemoClient) -> Iterator[str]:
    """A decision that everybody reads."""
    sold = client.do(
        SELLER, "lamps", CreateThread(kind="opinion", title="Lamps", body="Mine are the best, and cheap.")
    )
    client.do_once(READER, "report lamps", FileReport("Post", sold.id, "spam"))
    for case in client.ask(ListCases(limit=100), by=MODERATOR).items:
        if case.object == sold.id:
            decision = DecideCase(
                case=case.id, action=ModerationAction.WARN, rule=_RULE, facts="It sells lamps."
            )
            client.do_once(MODERATOR, "decide lamps", decision)
    logged = client.ask(ListModerationLog(limit=100), by=READER).items
    for entry in logged:
        if entry.rule == _RULE:
            yield f"{MODERATOR} warns {SELLER}, and the public log says why to everybody: {entry.rule}"
            return
