"""The community's pages, from the Kit's views and its messages' own words."""

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request

from commkit import CommkitError
from commkit.notifications import MarkAllNotificationsRead, ViewInbox
from commkit.posts import PostId, ReadPost, ThreadOrder, ViewThread, ViewThreads
from roastery.community import SLUG, community, kit
from roastery.plugin import ListBrews
from roastery.shop import Page, require_user

pages = Blueprint("help", __name__)


def ask(query: Any) -> Any:
    """What who sent the request may see."""
    with kit.session(community.actor(), SLUG, read_only=True) as s:
        return s.ask(query)


def do(name: str, **fields: Any) -> Any:
    """Send a command as who sent the request: `kit.load` makes it of a form's texts, by its outside name."""
    require_user()
    with kit.session(community.actor(), SLUG) as s:
        return s.do(kit.load(name, fields, from_texts=True))


@pages.route("/help", methods=["GET", "POST"])
def threads() -> Page:
    """What people talk about, and the form that asks."""
    told = ""
    if request.method == "POST":
        title, body = request.form.get("title", ""), request.form.get("body", "")
        try:
            made = do("posts.create_thread", kind="question", title=title, body=body)
            return redirect(f"/help/{made.id}", 303)
        except CommkitError as error:
            told = error.message
    page = ask(ViewThreads(order=ThreadOrder.ACTIVE, after=request.args.get("after")))
    return render_template("help.html", page=page, form=request.form, told=told), 422 if told else 200


@pages.get("/help/<uuid:thread>")
def thread(thread: UUID, told: str = "") -> Page:
    """A thread as its reader may see it: one that is hidden from them raises what one that never was does."""
    page = ask(ViewThread(PostId(thread), after=request.args.get("after"), limit=50))
    if page.thread.unread:
        do("posts.mark_read", post=str(page.items[-1].post.id))
    return render_template("thread.html", page=page, form=request.form, told=told), 422 if told else 200


@pages.post("/help/<uuid:id>/<any(reply, accept):action>")
def act(id: UUID, action: str) -> Page:
    """Reply to a thread, or accept an answer in it; who may do which is the community's to say."""
    try:
        if action == "reply":
            do("posts.create_reply", parent=str(id), body=request.form.get("body", ""))
        else:
            do("qa.accept_answer", question=str(id), answer=request.form.get("answer", ""))
    except CommkitError as error:
        return thread(id, error.message)
    return redirect(f"/help/{id}", 303)


@pages.get("/help/post/<uuid:post>")
def find(post: UUID) -> Page:
    """Where a post stands: the links of mails and of the inbox lead here."""
    found = ask(ReadPost(PostId(post)))
    return redirect(f"/help/{found.thread}#post-{found.id}", 303)


@pages.route("/inbox", methods=["GET", "POST"])
def inbox() -> Page:
    """What one was told; a POST marks it as read."""
    require_user()
    if request.method == "POST":
        with kit.session(community.actor(), SLUG) as s:
            s.do(MarkAllNotificationsRead())
        return redirect("/inbox", 303)
    return render_template("inbox.html", page=ask(ViewInbox()))


@pages.route("/brews", methods=["GET", "POST"])
def brews() -> Page:
    """The log of brews, which is the plugin's own; who may not write in it sees no form."""
    told = ""
    if request.method == "POST":
        sent = {name: value for name, value in request.form.items() if name != "csrf_token"}
        try:
            do("roastery.log_brew", **sent)
            return redirect("/brews", 303)
        except CommkitError as error:
            told = error.message
    page = ask(ListBrews(after=request.args.get("after")))
    return render_template("brews.html", page=page, form=request.form, told=told), 422 if told else 200
