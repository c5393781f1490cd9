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
from commkit.feeds import CreateFeedToken
from commkit.notifications import MarkAllNotificationsRead, ViewInbox
from commkit.posts import CreateReply, MarkRead, PostId, ReadPost, ThreadOrder, ViewThread, ViewThreads
from shop.forms import AskForm, LabelForm, ReplyForm
from shop.pages import SLUG, add_faults, reading, show, writing
from shop.views import question_of
from storefront.following import addresses, what_to_follow
from storefront.heads import head_of_community, head_of_thread


def threads(request: HttpRequest) -> HttpResponse:
    """What people talk about, and the form that asks."""
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and request.user.is_authenticated and form.is_valid():
        try:
            with writing(request) as s:
                return redirect(f"/help/{s.do(question_of(form)).id}")
        except CommkitError as error:
            add_faults(form, error)
    with reading(request) as s:
        page = s.ask(ViewThreads(order=ThreadOrder.ACTIVE, after=request.GET.get("after")))
        head = head_of_community(get_kit(), s, page.items)
    return show(request, "help.html", {"page": page, "form": form}, head=head, refused=form.errors)


def thread(request: HttpRequest, post: UUID) -> HttpResponse:
    """A thread as its reader may see it; the address of a reply leads on to where it stands.

    One that is hidden from them raises what one that never was does.
    """
    with reading(request) as s:
        found = s.ask(ReadPost(PostId(post)))
    if found.thread != found.id:
        return redirect(f"/help/{found.thread}#post-{found.id}")
    return show_thread(request, found.id, ReplyForm())


def show_thread(request: HttpRequest, id: PostId, form: ReplyForm, told: str = "") -> HttpResponse:
    """A page of a thread, which its reader has read then."""
    with reading(request) as s:
        page = s.ask(ViewThread(id, after=request.GET.get("after"), limit=50))
        head = head_of_thread(get_kit(), s, page)
    if page.thread.unread:
        with writing(request) as s:
            s.do(MarkRead(page.items[-1].post.id))
    context = {"page": page, "form": form, "told": told, "community": SLUG}
    return show(request, "thread.html", context, head=head, refused=told or form.errors)


@login_required
@require_POST
def reply(request: HttpRequest, thread: UUID) -> HttpResponse:
    """Reply. Whoever asked is told of it by the worker."""
    form = ReplyForm(request.POST)
    if form.is_valid():
        try:
            with writing(request) as s:
                s.do(CreateReply(PostId(thread), form.cleaned_data["body"]))
            return redirect(f"/help/{thread}")
        except CommkitError as error:
            add_faults(form, error)
    return show_thread(request, PostId(thread), form)


@login_required
@require_POST
def accept(request: HttpRequest, thread: UUID) -> HttpResponse:
    """Accept an answer by the outside name of the command; who may do so is the plugin's to say."""
    sent = {"question": str(thread), "answer": request.POST.get("answer", "")}
    try:
        with writing(request) as s:
            s.do(get_kit().load("qa.accept_answer", sent))
    except CommkitError as error:
        return show_thread(request, PostId(thread), ReplyForm(), error.message)
    return redirect(f"/help/{thread}")


def follow(request: HttpRequest) -> HttpResponse:
    """The addresses for feed readers and calendars; a POST makes some that show what their member may read."""
    form, made = LabelForm(request.POST if request.method == "POST" else None), []
    if request.method == "POST" and request.user.is_authenticated and form.is_valid():
        with writing(request) as s:
            token = s.do(CreateFeedToken(form.cleaned_data["label"]))
        form, made = LabelForm(), addresses(get_kit(), SLUG, token.secret)  # told this once
    with reading(request) as s:
        context = {"form": form, "made": made, **what_to_follow(get_kit(), SLUG, s)}
    page = show(request, "follow.html", context, refused=form.errors)
    if made:
        page["Cache-Control"] = "no-store"
    return page


@login_required
@require_POST
def end_addresses(request: HttpRequest) -> HttpResponse:
    """From now on they show nothing."""
    with writing(request) as s:
        s.do(get_kit().load("feeds.revoke_feed_token", {"token": request.POST.get("token", "")}))
    return redirect("/follow")


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
