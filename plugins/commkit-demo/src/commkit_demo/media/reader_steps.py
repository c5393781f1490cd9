"""What readers and experts do live: comments on a page, a ticker, questions, reviews, and a rude one."""

from collections.abc import Iterator
from datetime import timedelta

from commkit.members import ReadMember
from commkit.posts import AddReaction, CreateReply, CreateThread, PostId
from commkit_ama import AnswerAsGuest, ListGuestQuestions, SetQuestionTimes
from commkit_demo.client import (
    ASKER,
    EDITOR,
    EXPERT,
    HELPER,
    READER,
    REPORTER,
    SELLER,
    DemoClient,
)
from commkit_demo.media.desk_steps import article_post
from commkit_demo.media.wording import HOST, TRACKED
from commkit_media import (
    OVERALL,
    AddEntry,
    CommentOnPage,
    CorrectEntry,
    FeatureComment,
    ListFeaturedComments,
    PinEntry,
    ReadPage,
    ReadStarNumbers,
    ViewPage,
    ViewTicker,
    WriteReview,
)

_PAGE = f"https://{HOST}/stories/moon"
_RUDE_PAGE = f"https://{HOST}/stories/shop"


def show_page(client: DemoClient) -> Iterator[str]:
    """Two addresses, one page, one thread."""
    client.do(READER, "comment on page", CommentOnPage(_PAGE + TRACKED, "And who changes the bulb?"))
    client.do(
        HELPER, "comment again", CommentOnPage(f"http://{HOST.upper()}/stories/moon/", "The next crew.")
    )
    page = client.ask(ReadPage(_PAGE), by=READER)
    yield (
        f"{READER} and {HELPER} comment on {page.address}, by the link of a newsletter and by another one: "
        f"it is one page, with {page.comments} comments"
    )


def show_ticker(client: DemoClient) -> Iterator[str]:
    """Entries, one of them above, one corrected with a note."""
    title = "The launch, live"
    ticker = client.do(EDITOR, "ticker", CreateThread(kind="ticker", title=title, body="From the pad."))
    lines = ("Fuelling has begun.", "The lamp is on board.", "Lift-off at 20:14.")
    first, _, third = [client.do(REPORTER, line, AddEntry(ticker.id, line)) for line in lines]
    client.do_once(REPORTER, "pin entry", PinEntry(first.id))
    note = "The clock was a minute ahead."
    client.do_once(
        REPORTER, "correct entry", CorrectEntry(third.id, version=1, body="Lift-off at 20:13.", note=note)
    )
    page = client.ask(ViewTicker(ticker.id), by=READER)
    newest = page.items[0]
    yield (
        f"{REPORTER} tells it live, {title}: {len(page.items)} entries, {len(page.pinned)} above; the newest, "
        f"corrected: {newest.view.post.body} {newest.corrections[0].note}"
    )


def show_questions(client: DemoClient) -> Iterator[str]:
    """Two questions, votes, and the answer of somebody who knows."""
    thread = client.do(
        EDITOR,
        "round",
        CreateThread(kind="question_hour", title="Ask an engineer of lamps", body="Until next week."),
    )
    opens = client.ask(ReadMember(client.member(ASKER)), by=ASKER).joined_at
    times = SetQuestionTimes(thread.id, opens_at=opens, closes_at=opens + timedelta(days=7))
    client.do_once(EDITOR, "question times", times)
    ask, shadow = "How cold may a lamp be?", "Why is there no shadow of the flame?"
    cold = client.do(ASKER, "ask expert", CreateReply(thread.id, ask, kind="guest_question"))
    other = client.do(READER, "ask expert, too", CreateReply(thread.id, shadow, kind="guest_question"))
    for key, question in ((HELPER, cold), (READER, cold), (ASKER, other)):
        client.do_once(key, f"{key} votes", AddReaction(question.id, "like"))
    client.do(EXPERT, "answer", AnswerAsGuest(cold.id, "Minus 180 degrees: then the glass breaks."))
    (first, second) = client.ask(ListGuestQuestions(thread.id), by=READER).items
    votes = sum(reaction.count for reaction in first.view.reactions)
    yield (
        f"{ASKER} asks: {first.view.post.body} with {votes} votes; {EXPERT}, who is no staff, answers: "
        f"{first.answers[0].post.body} Next is: {second.view.post.body}"
    )


def show_reviews(client: DemoClient) -> Iterator[str]:
    """Three reviews, and what so few of them say."""
    thread = client.do(
        EDITOR, "review page", CreateThread(kind="review_page", title="The moon lamp, at home", body="Well?")
    )
    given = (
        (ASKER, 5, "It lights the whole garden."),
        (HELPER, 5, "Nothing better."),
        (READER, 2, "Too bright."),
    )
    for key, stars, text in given:
        client.do(key, f"{key} reviews", WriteReview(thread.id, {OVERALL.name: stars}, text))
    yield _stars(client, thread.id)


def _stars(client: DemoClient, thread: PostId) -> str:
    numbers = client.ask(ReadStarNumbers(thread), by=READER)
    (overall, *_) = numbers.criteria
    distribution = ", ".join(
        f"{count}\N{MULTIPLICATION SIGN}{stars}"
        for stars, count in enumerate(overall.distribution, 1)
        if count
    )
    return (
        f"{overall.count} reviews ({distribution} stars) have a mean of {overall.mean or 0:.1f}; so few move what is "
        f"assumed, {numbers.prior_mean:g} for {numbers.prior_weight:g} reviews, to {overall.bayesian_mean:.1f}"
    )


def show_featured_comment(client: DemoClient) -> Iterator[str]:
    """A comment from which all learn, with who chose it and why."""
    article = article_post(client)
    text = "The shadow is longer: 1.7 km, at that height of the sun."
    comment = client.do(READER, "comment", CreateReply(article, text))
    client.do_once(EDITOR, "feature", FeatureComment(comment.id, note="She computed it."))
    (featured,) = client.ask(ListFeaturedComments(thread=article), by=HELPER).items
    yield f"{EDITOR} features the comment of {READER}, which stands first now: {text} {featured.note}"


def show_hostile_text(client: DemoClient) -> Iterator[str]:
    """What somebody writes to break a page stays text."""
    body = "[bold red]SALE[/] <script>alert(1)</script> [shop](javascript:alert(1))"
    post = client.do(SELLER, "hostile comment", CommentOnPage(_RUDE_PAGE, body))
    shown = client.ask(ViewPage(_RUDE_PAGE), by=READER).thread
    rendered = [view.html for view in shown.items if view.post.id == post.id] if shown is not None else []
    yield f"{SELLER} writes to break the page, and it stays text: {body} is rendered as {''.join(map(str, rendered))}"
