"""What is shown live of opinions: the map of the consultation, and a rude one."""

from collections.abc import Iterator

from commkit.posts import CreateReply, CreateThread, ViewThread
from commkit_demo.client import READER, SELLER, DemoClient
from commkit_demo.topical.wording import ASKED
from commkit_opinion import ListConsultations, ReadOpinionMap


def show_map(client: DemoClient) -> Iterator[str]:
    """Groups of the simulated members who vote alike, and what all of them share; a sentence where there are none."""
    client.deliver()
    asked = next(
        (one for one in client.ask(ListConsultations(), by=READER).items if one.title == ASKED[0]), None
    )
    if asked is None:
        return
    found = client.ask(ReadOpinionMap(asked.id), by=READER)
    if not found.groups:
        yield f"{asked.title} {found.limits[0]}"
        return
    sizes = " and ".join(str(group.size) for group in found.groups)
    first = found.groups[0].representative
    tells = f"; what tells the first: {first[0].statement.body}" if first else ""
    shared = f"; what all share: {found.consensus[0].statement.body}" if found.consensus else ""
    voted = f"{found.placed} people voted on {found.statements} statements"
    yield f"{asked.title} {voted}: groups of {sizes}{tells}{shared}"


def show_hostile_text(client: DemoClient) -> Iterator[str]:
    """What somebody writes to break a page stays text."""
    thread = client.do(
        SELLER,
        "hostile thread",
        CreateThread(kind="link", title="[bold red]LIGHT[/] <script>alert(1)</script>", body="Look."),
    )
    body = "<img src=x onerror=alert(1)> [click](javascript:alert(1)) **now**"
    client.do_once(SELLER, "hostile reply", CreateReply(thread.id, body))
    page = client.ask(ViewThread(thread.id), by=READER)
    (reply,) = [view for view in page.items if view.post.id != thread.id]
    yield f"{SELLER} writes to break the page, and it stays text: {thread.title}; its reply is rendered as {reply.html}"
