"""What is shown live of guilds: one is founded, a hall for those inside alone; and a rude text."""

from collections.abc import Iterator

from commkit.posts import CreateReply, CreateThread, ListThreads, ViewThread
from commkit_demo.client import ASKER, HELPER, READER, SELLER, DemoClient
from commkit_gaming import AcceptGuildApplication, ApplyToGuild, FoundGuild, ListGuildApplications, ReadGuild


def show_guild(client: DemoClient) -> Iterator[str]:
    """A guild with two members, and a thread in its hall that nobody else sees."""
    guild = client.do(ASKER, "guild", FoundGuild("Glow Worms", "GLOW", capacity=5))
    client.do_once(HELPER, "application", ApplyToGuild(guild.id, "I am slow, and patient."))
    for asked in client.ask(ListGuildApplications(guild.id), by=ASKER):
        client.do_once(ASKER, "acceptance", AcceptGuildApplication(asked.id))
    plan = client.do(
        HELPER,
        "plan",
        CreateThread(kind="topic", title="Our plan for the cup", body="Wait.", space=guild.hall),
    )
    members = client.ask(ReadGuild(guild.id), by=READER).members
    inside, outside = (
        any(one.id == plan.id for one in client.ask(ListThreads(limit=50), by=by).items)
        for by in (ASKER, READER)
    )
    yield (
        f"{ASKER} founds {guild.name} [{guild.tag}] and lets {HELPER} in: {members} members; in their hall is "
        f"«{plan.title}», {_there(inside)} for {ASKER} and {_there(outside)} for {READER}"
    )


def _there(seen: bool) -> str:
    return "there" if seen else "not there"


def show_hostile_text(client: DemoClient) -> Iterator[str]:
    """What somebody writes to break a page stays text."""
    thread = client.do(
        SELLER,
        "hostile thread",
        CreateThread(kind="topic", title="[bold red]SKINS[/] <script>alert(1)</script>", body="Look."),
    )
    body = "<img src=x onerror=alert(1)> [click](javascript:alert(1)) **now**"
    client.do_once(SELLER, "hostile reply", CreateReply(thread.id, body))
    page = client.ask(ViewThread(thread.id), by=READER)
    (reply,) = [view for view in page.items if view.post.id != thread.id]
    yield f"{SELLER} writes to break the page, and it stays text: {thread.title}; its reply is rendered as {reply.html}"
