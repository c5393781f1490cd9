"""The community's pages, from the Kit's views."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from commkit import CommkitError
from commkit.adapters.django import get_kit
from commkit.adapters.mail import UnsubscribeApp
from commkit.notifications import MarkAllNotificationsRead, ViewInbox
from commkit.posts import MarkRead, PostId, ReadPost, ThreadOrder, ViewThread, ViewThreads
from shop.forms import AskForm
from shop.pages import SLUG, reading, writing
from shop.views import question_of


def threads(request: HttpRequest) -> HttpResponse:
    """What people talk about, and the form that asks."""
    form = AskForm(request.POST or None)
    if request.method == "POST" and request.user.is_authenticated and form.is_valid():
        try:
            with writing(request) as s:
                return redirect(f"/help/{s.do(question_of(form)).id}")
        except CommkitError as error:
            form.add_error(None, error.message)
    with reading(request) as s:
        page = s.ask(ViewThreads(order=ThreadOrder.ACTIVE, after=request.GET.get("after")))
    return render(request, "help.html", {"page": page, "form": form}, status=422 if form.errors else 200)


def thread(request: HttpRequest, thread: UUID, told: str = "") -> HttpResponse:
    """A thread as its reader may see it: one that is hidden from them raises what one that never was does."""
    with reading(request) as s:
        page = s.ask(ViewThread(PostId(thread), after=request.GET.get("after"), limit=50))
    if page.thread.unread:
        with writing(request) as s:
            s.do(MarkRead(page.items[-1].post.id))
    context = {"page": page, "told": told, "body": request.POST.get("body", ""), "community": SLUG}
    return render(request, "thread.html", context, status=422 if told else 200)


@login_required
@require_POST
def reply(request: HttpRequest, thread: UUID) -> HttpResponse:
    """Reply. Whoever asked is told of it by the worker."""
    return act(request, thread, "posts.create_reply", parent=str(thread), body=request.POST.get("body", ""))


@login_required
@require_POST
def accept(request: HttpRequest, thread: UUID) -> HttpResponse:
    """Accept an answer; who may do so is the plugin's to say."""
    answer = request.POST.get("answer", "")
    return act(request, thread, "qa.accept_answer", question=str(thread), answer=answer)


def act(request: HttpRequest, id: UUID, name: str, **fields: str) -> HttpResponse:
    """Carry out a command about a thread by its outside name, and show the thread again."""
    try:
        with writing(request) as s:
            s.do(get_kit().load(name, fields))
    except CommkitError as error:
        return thread(request, id, error.message)
    return redirect(f"/help/{id}")


def find(request: HttpRequest, post: UUID) -> HttpResponse:
    """Where a post stands: the links of mails and of the inbox lead here."""
    with reading(request) as s:
        found = s.ask(ReadPost(PostId(post)))
    return redirect(f"/help/{found.thread}#post-{found.id}")


@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """What one was told; a POST marks it as read."""
    if request.method == "POST":
        with writing(request) as s:
            s.do(MarkAllNotificationsRead())
        return redirect("/inbox")
    with reading(request) as s:
        return render(request, "inbox.html", {"page": s.ask(ViewInbox())})


@csrf_exempt
def unsubscribe(request: HttpRequest) -> HttpResponse:
    """The link in every mail: nobody signs in for it; the mail's own token says whose mail ends."""
    app = UnsubscribeApp(get_kit())
    status, headers, body = app.answer(request.method or "GET", request.GET.get("token", ""))
    return HttpResponse(body, status=status, headers=headers)
