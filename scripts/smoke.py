"""Tries installed wheels: compose a kit, found a support community, ask, and read the thread again."""

import sys
import tempfile
from datetime import timedelta
from pathlib import Path

import commkit_support as support
from commkit import Kit
from commkit.communities import Found, Join
from commkit.posts import Publish, Reply, ThreadPage

EXTRAS = (
    "alembic",
    "cyclopts",
    "fastapi",
    "flask",
    "greenlet",
    "hypothesis",
    "markdown_it",
    "psycopg",
    "pytest",
)


def main() -> None:
    loaded = [name for name in EXTRAS if name in sys.modules]
    if loaded:
        sys.exit(f"import commkit loaded what only an extra may need: {', '.join(loaded)}")
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "town.db"
        kit = Kit(f"sqlite:///{database}", plugins=[support.Support(first_reply_within=timedelta(hours=4))])
        kit.migrate()
        with kit.session(actor="user:1") as lobby:
            lobby.do(
                Found("acme-help", type="support", title="Acme help", purpose="Solve each other's problems")
            )
        with kit.session(actor="user:2", community="acme-help") as session:
            session.do(Join())
            question = session.do(
                Publish(kind="question", title="Build fails on 3.13", body="It says: no wheel.")
            )
            session.do(Reply(question.id, body="Update pip first."))
        with kit.session(actor="user:2", community="acme-help") as session:
            page = session.ask(ThreadPage(question.id, limit=20))
        if len(page.items) != 2:
            sys.exit(f"the thread should hold a question and its reply, and holds {page}")
    print("the wheels work: a support community was founded, a question asked, answered and read")


if __name__ == "__main__":
    main()
