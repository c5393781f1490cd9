"""What the desk does live: an article under an embargo, its correction, the front page."""

from collections.abc import Iterator
from datetime import timedelta

from commkit.posts import PostId
from commkit_articles import (
    ApproveArticle,
    Article,
    CorrectArticle,
    CreateArticle,
    LiftEmbargo,
    ListCorrections,
    PublishArticle,
    ReadArticle,
    ReadPublishedArticle,
    ScheduleArticle,
    SubmitArticle,
)
from commkit_demo.client import ASKER, EDITOR, READER, REPORTER, DemoClient
from commkit_media import PinToFront, ReadFrontPage

_TITLE = "The lamp on the moon"


def show_embargo(client: DemoClient) -> Iterator[str]:
    """Written, approved by somebody else, and kept back until a moment, or until somebody lifts it with a reason."""
    draft = _draft(client)
    client.do_once(REPORTER, "submit", SubmitArticle(draft.id, 1))
    client.do_once(EDITOR, "approve", ApproveArticle(draft.id, 1))
    until = draft.created_at + timedelta(days=1)
    client.do_once(EDITOR, "embargo", ScheduleArticle(draft.id, until, embargo=True))
    reason = "The other side broke it."
    client.do_once(EDITOR, "lift", LiftEmbargo(draft.id, reason))
    client.do_once(EDITOR, "publish", PublishArticle(draft.id))
    shown = client.ask(ReadPublishedArticle(article_post(client)), by=READER)
    yield (
        f"{REPORTER} writes: {_TITLE}; {EDITOR} approves it, under an embargo until {until:%d %B}, and lifts that: "
        f"{reason} It is by {shown.authors[0].name}"
    )


def show_correction(client: DemoClient) -> Iterator[str]:
    """A note that all see, and thanks to who found it."""
    draft = _draft(client)
    correction = CorrectArticle(
        article=draft.id,
        version=1,
        body="It weighs ninety grams, and casts a shadow of a kilometre.",
        note="Ninety grams, not nineteen.",
        thanks=(client.member(ASKER),),
    )
    client.do_once(EDITOR, "correct", correction)
    (told,) = client.ask(ListCorrections(article_post(client)), by=READER)
    thanked = ", ".join(who.name for who in told.thanks)
    yield f"{ASKER} finds a mistake, {EDITOR} corrects it for all to see: {told.note} Thanks to {thanked}"


def show_front_page(client: DemoClient) -> Iterator[str]:
    """What is pinned, what is new, and how much of it is the company's own."""
    client.do_once(EDITOR, "pin", PinToFront(article_post(client), slot=1))
    page = client.ask(ReadFrontPage(rendered=False), by=READER)
    first, quota = page.slots[0].view.post, page.quota
    yield (
        f"{EDITOR} pins {first.title} to the front page: {len(page.slots)} of {page.size} slots are filled, "
        f"{quota.used} of at most {quota.allowed} by the company itself, {len(quota.passed_over) or 'none'} passed over"
    )


def article_post(client: DemoClient) -> PostId:
    """The post of the article of the live part."""
    post = client.ask(ReadArticle(_draft(client).id), by=EDITOR).post
    if post is None:
        raise LookupError("the article of the demo is not published")
    return post


def _draft(client: DemoClient) -> Article:
    """The article as it was begun; by the key of the command it is begun once."""
    begin = CreateArticle(title=_TITLE, body="It weighs nineteen grams, and casts a shadow of a kilometre.")
    return client.do(REPORTER, "write", begin)
