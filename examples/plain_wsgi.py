"""A community inside an existing web application, with only the standard library: the host's users, its pages.

    python examples/plain_wsgi.py          # serve on http://127.0.0.1:8000, as the user named in ?as=ada
    python examples/plain_wsgi.py --once   # send some requests to the application, and exit

Real hosts know the user from their own login; here the address says it.
"""

import io
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from html import escape
from typing import Any
from urllib.parse import parse_qs, parse_qsl
from uuid import UUID
from wsgiref.simple_server import make_server

from sqlalchemy import Connection

import commkit_support as support
from commkit import CommkitError, Conflict, Denied, Invalid, Kit, NotFound
from commkit.communities import CreateCommunity
from commkit.members import JoinCommunity, Profile
from commkit.posts import CreateReply, CreateThread, ListThreads, PostId, ReadThread

USERS = {"ada": "Ada Lovelace", "bob": "Bob Kahn"}  # the host's own user table
STATUS = {
    Denied: "403 Forbidden",
    NotFound: "404 Not Found",
    Conflict: "409 Conflict",
    Invalid: "422 Unprocessable Content",
}


class HostUsers:
    """The identity port: how commkit learns the names of users."""

    def profile(self, key: str, connection: Connection | None) -> Profile | None:
        """The user's name, from the host's table."""
        return Profile(USERS[key]) if key in USERS else None


class App:
    """Three pages: the threads, a thread, and a form's target. Every request is one session."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        user = parse_qs(environ.get("QUERY_STRING", "")).get("as", [None])[0]
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode()
        form = dict(parse_qsl(body, keep_blank_values=True))
        try:
            page, status = self.answer(environ["PATH_INFO"], user, form), "200 OK"
        except CommkitError as error:
            page, status = f"<p>{escape(error.message)}</p>", STATUS.get(type(error), "500 Error")
        start(status, [("Content-Type", "text/html; charset=utf-8")])
        return [page.encode()]

    def answer(self, path: str, user: str | None, form: dict[str, str]) -> str:
        """A POST writes; everything else reads, without a lock."""
        with self.kit.session(user, "acme-help", read_only=not form) as session:
            if form:
                if session.membership is None:
                    session.do(JoinCommunity())
                if path == "/":
                    command = CreateThread(
                        kind="question", title=form.get("title", ""), body=form.get("body", "")
                    )
                    return f"<p>asked: <a href='/{session.do(command).id}'>your question</a></p>"
                session.do(CreateReply(PostId(thread_of(path)), form.get("body", "")))
            if path == "/":
                posts = session.ask(ListThreads()).items
                return "".join(f"<li><a href='/{post.id}'>{escape(post.title)}</a></li>" for post in posts)
            posts = session.ask(ReadThread(PostId(thread_of(path)))).items
            return "".join(f"<p><b>{escape(post.author_name)}</b>: {escape(post.body)}</p>" for post in posts)


def thread_of(path: str) -> UUID:
    """The id in the path."""
    try:
        return UUID(path.strip("/"))
    except ValueError:
        raise NotFound("shop.no_page", "there is no such page") from None


def visit(app: App, path: str, user: str | None, form: str = "") -> str:
    """One request, as a server would send it."""
    statuses: list[str] = []
    body = form.encode()
    environ = {
        "PATH_INFO": path,
        "QUERY_STRING": f"as={user}" if user else "",
        "CONTENT_LENGTH": str(len(body)),
    }
    page = app({**environ, "wsgi.input": io.BytesIO(body)}, lambda status, _: statuses.append(status))
    return f"{statuses[0]} {b''.join(page).decode()}"


def main() -> None:
    """Serve, or send some requests."""
    with tempfile.TemporaryDirectory() as folder:
        plugin = support.Support(no_help_desk_reason="Ada and Bob answer every question themselves")
        kit = Kit(f"sqlite:///{folder}/town.db", plugins=[plugin], identity=HostUsers())
        kit.migrate()
        with kit.session("ada") as lobby:
            review = date.today() + timedelta(days=90)
            lobby.do(CreateCommunity("acme-help", type="support", title="Acme help", purpose="Help each other",
                           care_hours=4, review_on=review))  # fmt: skip
        app = App(kit)
        if "--once" in sys.argv:
            asked = visit(app, "/", "bob", "title=Where+is+the+log%3F&body=I+looked+in+%2Fvar%2Flog.")
            thread = asked.split("href='")[1].split("'")[0]
            print(visit(app, "/", None))
            print(visit(app, thread, "ada", "body=Look+in+%7E%2F.acme%2Flog"))
            print(visit(app, "/", "bob", "title=&body="))
            print(visit(app, "/nowhere", None))
        else:
            print("http://127.0.0.1:8000/?as=ada")
            make_server("127.0.0.1", 8000, app).serve_forever()
        kit.close()


if __name__ == "__main__":
    main()
