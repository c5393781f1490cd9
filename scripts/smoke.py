"""Tries installed wheels: compose a kit, found a support community, ask, and read the thread again."""

import sys
import tempfile
from datetime import date, timedelta

import commkit_qa as qa
import commkit_support as support
from commkit import Kit
from commkit.communities import CreateCommunity
from commkit.members import JoinCommunity
from commkit.posts import CreateReply, CreateThread, ReadThread

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
        plugin = support.Support(
            first_reply_within=timedelta(hours=4), no_help_desk_reason="a smoke test needs no help desk"
        )
        kit = Kit(f"sqlite:///{folder}/town.db", plugins=[plugin])
        kit.migrate()
        with kit.session("user:1") as lobby:
            lobby.do(
                CreateCommunity(
                    "acme-help",
                    type="support",
                    title="Acme help",
                    purpose="Solve each other's problems",
                    care_hours=4,
                    review_on=date.today() + timedelta(days=90),
                )
            )
        with kit.session("user:2", "acme-help") as session:
            session.do(JoinCommunity())
            question = session.do(
                CreateThread(kind="question", title="Build fails on 3.13", body="It says: no matching wheel.")
            )
            answer = session.do(CreateReply(question.id, "Update pip first."))
            session.do(qa.AcceptAnswer(question.id, answer.id))
        with kit.session(None, "acme-help", read_only=True) as session:
            opening, *replies = session.ask(ReadThread(question.id, limit=20)).items
        if opening.state != "solved" or [reply.id for reply in replies] != [answer.id]:
            sys.exit(f"the thread should be solved by its one reply, and is {opening}, {replies}")
        delivered = kit.worker().drain()
        if not delivered.done or delivered.failed or delivered.parked:
            sys.exit(f"the worker should deliver, and said {delivered}")
        kit.close()
    print("the wheels work: a support community was created, a question asked, answered, solved and read")


if __name__ == "__main__":
    main()
