"""The community's pages, from the Kit's views: threads, one thread, the inbox."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from commkit import CommkitError
from commkit.notifications import MarkAllNotificationsRead, ViewInbox
from commkit.posts import MarkRead, PostId, ReadPost, ThreadOrder, ViewThread, ViewThreads
from greenhouse.community import SLUG, kit
from greenhouse.pages import show, status_of
from greenhouse.security import Key, SignedIn, check_csrf

router = APIRouter(dependencies=[Depends(check_csrf)], include_in_schema=False)
Text = Annotated[str, Form(max_length=50_000)]


def show_threads(request: Request, key: str | None, status: int = 200, **more: object) -> Response:
    """The list, with the form that asks."""
    with kit.session(key, SLUG, read_only=True) as s:
        page = s.ask(ViewThreads(order=ThreadOrder.ACTIVE, after=request.query_params.get("after")))
    return show(request, "help.html", status=status, page=page, **more)


@router.get("/help")
def threads(request: Request, key: Key) -> Response:
    """What people talk about, the liveliest first."""
    return show_threads(request, key)


@router.post("/help")
def ask(request: Request, user: SignedIn, title: Text, body: Text, light: Text) -> Response:
    """Ask. `kit.load` makes a command of a form, and `do` refuses what is wrong with it."""
    form = {"kind": "question", "title": title, "body": body, "fields": {"light": light}}
    try:
        with kit.session(str(user.id), SLUG) as s:
            thread = s.do(kit.load("posts.create_thread", form))
    except CommkitError as error:
        return show_threads(
            request, str(user.id), status_of(error), form={**form, "light": light}, told=error.message
        )
    return RedirectResponse(f"/help/{thread.id}", 303)


@router.get("/help/post/{post:uuid}")
def find(post: UUID, key: Key) -> Response:
    """Where a post stands: the links of mails and of the inbox lead here."""
    with kit.session(key, SLUG, read_only=True) as s:
        found = s.ask(ReadPost(PostId(post)))
    return RedirectResponse(f"/help/{found.thread}#post-{found.id}", 303)


@router.get("/help/{thread:uuid}")
def thread(request: Request, key: Key, thread: UUID) -> Response:
    """A thread as its reader may see it: one that is hidden from them raises what one that never was does."""
    return show_thread(request, key, thread)


def show_thread(
    request: Request, key: str | None, thread: UUID, status: int = 200, **more: object
) -> Response:
    """A page of a thread, which its reader has read then."""
    with kit.session(key, SLUG, read_only=True) as s:
        page = s.ask(ViewThread(PostId(thread), after=request.query_params.get("after"), limit=50))
    if page.thread.unread:
        with kit.session(key, SLUG) as s:
            s.do(MarkRead(page.items[-1].post.id))
    return show(request, "thread.html", status=status, page=page, **more)


@router.post("/help/{thread:uuid}/reply")
def reply(request: Request, user: SignedIn, thread: UUID, body: Text) -> Response:
    """Reply. Whoever asked is told of it by the worker."""
    return send(request, user.id, thread, "posts.create_reply", {"parent": str(thread), "body": body})


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
        return show_thread(request, str(user), thread, status_of(error), form=form, told=error.message)
    return RedirectResponse(f"/help/{thread}", 303)


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
