"""The community's pages, from the Kit's views: threads, one thread, feeds, the inbox."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from commkit import CommkitError
from commkit.feeds import CreateFeedToken, FeedTokenId, RevokeFeedToken
from commkit.notifications import MarkAllNotificationsRead, ViewInbox
from commkit.posts import MarkRead, PostId, ReadPost, ThreadOrder, ViewThread, ViewThreads
from greenhouse.community import SLUG, kit
from greenhouse.forms import Asked, Replied
from greenhouse.pages import show, status_of
from greenhouse.security import Key, SignedIn, check_csrf
from storefront.faults import faults_of
from storefront.following import addresses, what_to_follow
from storefront.heads import head_of_community, head_of_thread

router = APIRouter(dependencies=[Depends(check_csrf)], include_in_schema=False)
Text = Annotated[str, Form(max_length=50_000)]


def show_threads(request: Request, key: str | None, status: int = 200, **more: Any) -> Response:
    """The list, with the form that asks."""
    with kit.session(key, SLUG, read_only=True) as s:
        page = s.ask(ViewThreads(order=ThreadOrder.ACTIVE, after=request.query_params.get("after")))
        head = head_of_community(kit, s, page.items)
    return show(request, "help.html", status=status, head=head, page=page, **more)


@router.get("/help")
def threads(request: Request, key: Key) -> Response:
    """What people talk about, the liveliest first."""
    return show_threads(request, key)


@router.post("/help")
def ask(request: Request, user: SignedIn, sent: Asked) -> Response:
    """Ask. `kit.load` makes a command of a form, and `do` refuses what is wrong with it."""
    fields = {name: sent.typed[name] for name in ("title", "body")}
    try:
        with kit.session(str(user.id), SLUG) as s:
            question = {"kind": "question", **fields, "fields": {"light": sent.typed["light"]}}
            thread = s.do(kit.load("posts.create_thread", question))
    except CommkitError as error:
        faults = faults_of(error, sent.typed)
        return show_threads(request, str(user.id), status_of(error), form=sent.typed, faults=faults)
    return RedirectResponse(f"/help/{thread.id}", 303)


@router.get("/help/{post:uuid}")
def thread(request: Request, key: Key, post: UUID) -> Response:
    """A thread as its reader may see it; the address of a reply leads on to where it stands.

    One that is hidden from them raises what one that never was does.
    """
    with kit.session(key, SLUG, read_only=True) as s:
        found = s.ask(ReadPost(PostId(post)))
    if found.thread != found.id:
        return RedirectResponse(f"/help/{found.thread}#post-{found.id}", 303)
    return show_thread(request, key, post)


def show_thread(request: Request, key: str | None, thread: UUID, status: int = 200, **more: Any) -> Response:
    """A page of a thread, which its reader has read then."""
    with kit.session(key, SLUG, read_only=True) as s:
        page = s.ask(ViewThread(PostId(thread), after=request.query_params.get("after"), limit=50))
        head = head_of_thread(kit, s, page)
    if page.thread.unread:
        with kit.session(key, SLUG) as s:
            s.do(MarkRead(page.items[-1].post.id))
    return show(request, "thread.html", status=status, head=head, page=page, **more)


@router.post("/help/{thread:uuid}/reply")
def reply(request: Request, user: SignedIn, thread: UUID, sent: Replied) -> Response:
    """Reply. Whoever asked is told of it by the worker."""
    return send(
        request, user.id, thread, "posts.create_reply", {"parent": str(thread), "body": sent.typed["body"]}
    )


@router.post("/help/{thread:uuid}/accept")
def accept(request: Request, user: SignedIn, thread: UUID, answer: Text) -> Response:
    """Accept an answer; who may do so is the plugin's to say."""
    return send(request, user.id, thread, "qa.accept_answer", {"question": str(thread), "answer": answer})


def send(request: Request, user: int, thread: UUID, name: str, form: dict[str, str]) -> Response:
    """Carry out a command about a thread, and show the thread again."""
    try:
        with kit.session(str(user), SLUG) as s:
            s.do(kit.load(name, form))
    except CommkitError as error:
        faults = faults_of(error, ("body",))
        return show_thread(request, str(user), thread, status_of(error), form=form, faults=faults)
    return RedirectResponse(f"/help/{thread}", 303)


@router.get("/follow")
def follow(request: Request, key: Key) -> Response:
    """The addresses for feed readers and calendars."""
    return show_addresses(request, key)


@router.post("/follow")
def make_addresses(request: Request, user: SignedIn, label: Text = "") -> Response:
    """Make some that show what their member may read; the token in them is told this once."""
    with kit.session(str(user.id), SLUG) as s:
        token = s.do(CreateFeedToken(label))
    page = show_addresses(request, str(user.id), made=addresses(kit, SLUG, token.secret))
    page.headers["Cache-Control"] = "no-store"
    return page


@router.post("/follow/end")
def end_addresses(user: SignedIn, token: Annotated[UUID, Form()]) -> Response:
    """From now on they show nothing."""
    with kit.session(str(user.id), SLUG) as s:
        s.do(RevokeFeedToken(FeedTokenId(token)))
    return RedirectResponse("/follow", 303)


def show_addresses(request: Request, key: str | None, **more: Any) -> Response:
    """The page of them."""
    with kit.session(key, SLUG, read_only=True) as s:
        found = what_to_follow(kit, SLUG, s)
    return show(request, "follow.html", **found, **more)


@router.get("/inbox")
def inbox(request: Request, user: SignedIn) -> Response:
    """What one was told."""
    with kit.session(str(user.id), SLUG, read_only=True) as s:
        page = s.ask(ViewInbox())
    return show(request, "inbox.html", page=page)


@router.post("/inbox")
def mark_read(user: SignedIn) -> Response:
    """Mark all of it as read."""
    with kit.session(str(user.id), SLUG) as s:
        s.do(MarkAllNotificationsRead())
    return RedirectResponse("/inbox", 303)
