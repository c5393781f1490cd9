"""The community's pages, from the Kit's views and its messages' own words."""

from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

from flask import Blueprint, g, make_response, redirect, render_template, request

from commkit import CommkitError, Session
from commkit.notifications import MarkAllNotificationsRead, ViewInbox
from commkit.posts import PostId, ReadPost, ThreadOrder, ViewThread, ViewThreads
from roastery.community import SLUG, community, kit
from roastery.plugin import ListBrews
from roastery.shop import Page, require_user
from storefront.faults import faults_of
from storefront.following import addresses, what_to_follow
from storefront.heads import head_of_community, head_of_thread, head_of_words

pages = Blueprint("help", __name__)


def reading() -> AbstractContextManager[Session]:
    """A session that reads as who sent the request."""
    return kit.session(community.actor(), SLUG, read_only=True)


def do(name: str, **fields: Any) -> Any:
    """Send a command as who sent the request: `kit.load` makes it of a form's texts, by its outside name."""
    require_user()
    with kit.session(community.actor(), SLUG) as s:
        return s.do(kit.load(name, fields, from_texts=True))


@pages.route("/help", methods=["GET", "POST"])
def threads() -> Page:
    """What people talk about, and the form that asks."""
    faults = {}
    if request.method == "POST":
        title, body = request.form.get("title", ""), request.form.get("body", "")
        try:
            made = do("posts.create_thread", kind="question", title=title, body=body)
            return redirect(f"/help/{made.id}", 303)
        except CommkitError as error:
            faults = faults_of(error, ("title", "body"))
    with reading() as s:
        page = s.ask(ViewThreads(order=ThreadOrder.ACTIVE, after=request.args.get("after")))
        g.head = head_of_community(kit, s, page.items)
    context = {"page": page, "form": request.form, "faults": faults}
    return render_template("help.html", **context), 422 if faults else 200


@pages.get("/help/<uuid:post>")
def thread(post: UUID) -> Page:
    """A thread as its reader may see it; the address of a reply leads on to where it stands.

    One that is hidden from them raises what one that never was does.
    """
    with reading() as s:
        found = s.ask(ReadPost(PostId(post)))
    if found.thread != found.id:
        return redirect(f"/help/{found.thread}#post-{found.id}", 303)
    return show_thread(found.id, {})


def show_thread(id: PostId, faults: dict[str, str]) -> Page:
    """A page of a thread, which its reader has read then."""
    with reading() as s:
        page = s.ask(ViewThread(id, after=request.args.get("after"), limit=50))
        g.head = head_of_thread(kit, s, page)
    if page.thread.unread:
        do("posts.mark_read", post=str(page.items[-1].post.id))
    context = {"page": page, "form": request.form, "faults": faults}
    return render_template("thread.html", **context), 422 if faults else 200


@pages.post("/help/<uuid:id>/<any(reply, accept):action>")
def act(id: UUID, action: str) -> Page:
    """Reply to a thread, or accept an answer in it; who may do which is the community's to say."""
    try:
        if action == "reply":
            do("posts.create_reply", parent=str(id), body=request.form.get("body", ""))
        else:
            do("qa.accept_answer", question=str(id), answer=request.form.get("answer", ""))
    except CommkitError as error:
        return show_thread(PostId(id), faults_of(error, ("body",)))
    return redirect(f"/help/{id}", 303)


@pages.route("/follow", methods=["GET", "POST"])
def follow() -> Page:
    """The addresses for feed readers and calendars; a POST makes some that show what their member may read."""
    made = []
    if request.method == "POST":
        token = do("feeds.create_feed_token", label=request.form.get("label", ""))
        made = addresses(kit, SLUG, token.secret)  # told this once
    with reading() as s:
        page = make_response(render_template("follow.html", made=made, **what_to_follow(kit, SLUG, s)))
    if made:
        page.headers["Cache-Control"] = "no-store"
    return page


@pages.post("/follow/end")
def end_addresses() -> Page:
    """From now on they show nothing."""
    do("feeds.revoke_feed_token", token=request.form.get("token", ""))
    return redirect("/follow", 303)


@pages.route("/inbox", methods=["GET", "POST"])
def inbox() -> Page:
    """What one was told; a POST marks it as read."""
    require_user()
    if request.method == "POST":
        with kit.session(community.actor(), SLUG) as s:
            s.do(MarkAllNotificationsRead())
        return redirect("/inbox", 303)
    with reading() as s:
        return render_template("inbox.html", page=s.ask(ViewInbox()))


@pages.route("/brews", methods=["GET", "POST"])
def brews() -> Page:
    """The log of brews, which is the plugin's own; who may not write in it sees no form."""
    faults = {}
    if request.method == "POST":
        sent = {name: value for name, value in request.form.items() if name != "csrf_token"}
        try:
            do("roastery.log_brew", **sent)
            return redirect("/brews", 303)
        except CommkitError as error:
            faults = faults_of(error, ("dose", "water", "seconds", "note"))
    with reading() as s:
        page = s.ask(ListBrews(after=request.args.get("after")))
        g.head = head_of_words(s, (brew.by for brew in page.items))
    context = {"page": page, "form": request.form, "faults": faults}
    return render_template("brews.html", **context), 422 if faults else 200
