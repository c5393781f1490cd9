"""What members do live in the demo: on the real clock, through real commands, each once however often it runs."""

from collections.abc import Iterator
from typing import Any

from commkit.adapters.cli.demo.desk import Desk
from commkit.adapters.cli.demo.habits import message
from commkit.kit import Kit
from commkit.members import AddMember, Join
from commkit.posts import MemberPage, Post, Publish, React, Reply
from commkit.runtime.composition import SYSTEM
from commkit.runtime.errors import Conflict
from commkit.runtime.messages import Command

ASKER, HELPER, READER, AGENT = "lena", "tom", "iris", "sam"
"""Their keys at the host."""


class Live:
    """Plays the live part in one community.

    Args:
        kit: Its kit, on the real clock.
        community: The slug.
        desk: The help desk of the kit.
    """

    def __init__(self, kit: Kit, community: str, desk: Desk) -> None:
        self._kit = kit
        self._community = community
        self._desk = desk

    def play(self) -> Iterator[str]:
        """Play it; yields what happened, step by step."""
        for key in (ASKER, HELPER, READER):
            self._come(key, Join(), by=key)
        self._come(AGENT, AddMember(AGENT, "agent"), by=SYSTEM)
        yield f"{ASKER}, {HELPER} and {READER} joined; {AGENT} answers for the company"
        yield from self._solved()
        yield from self._handed_over()
        yield from self._helped()

    def _solved(self) -> Iterator[str]:
        title = "Where do I find the changes of the last version?"
        asked = Publish(
            kind="question", title=title, body="I looked at the front page and saw none.", tags=("docs",)
        )
        question = self._do(ASKER, "ask", asked)
        yield f"{ASKER} asks: {title}"
        answer = self._do(
            HELPER, "answer", Reply(question.id, "In the menu, under “What is new”. It has a feed, too.")
        )
        yield f"{HELPER} answers"
        self._do(READER, "up", React(answer.id, "up"))
        self._do(ASKER, "thanks", React(answer.id, "thanks"))
        yield f"{READER} finds it helpful, {ASKER} says thanks"
        accept = message(self._kit, "support.accept_answer")
        solved = self._do(ASKER, "accept", accept(question=question.id, answer=answer.id))
        yield f"{ASKER} accepts the answer: the question is {solved.state}"

    def _handed_over(self) -> Iterator[str]:
        title = "I was charged twice for one order"
        body = "Order 4711, both on the same day. Write to me at lena@mail.example, please."
        question = self._do(
            ASKER, "ask twice", Publish(kind="question", title=title, body=body, tags=("billing",))
        )
        yield f"{ASKER} asks: {title}"
        offer = message(self._kit, "support.offer_handoff")
        self._do(AGENT, "hand over", offer(question=question.id, reason="Only accounting can see payments."))
        worker = self._kit.worker()
        worker.drain()
        self._desk.answer_all(self._kit)
        worker.drain()
        (handoff,) = self._ask(message(self._kit, "support.handoffs")(question=question.id))
        yield f"{AGENT} hands it over to the help desk, without {ASKER}'s address: ticket {handoff.ticket}"
        yield f"the desk answers, and its answer is {handoff.state} to the thread"

    def _helped(self) -> Iterator[str]:
        """Answer who waits longest; once, since next time somebody else waits longest."""
        with self._kit.session(HELPER, self._community) as session:
            wrote = session.ask(MemberPage(session.member)).items
        theirs = [post for post in wrote if post.kind == "answer" and not self._by(ASKER, post)]
        if not theirs:
            queue = self._ask(message(self._kit, "support.unanswered_queue")(limit=1)).items
            if not queue:
                return
            text = "Sorry that you waited. Is it still so? Then tell us your version, and we look at it together."
            theirs = [self._do(HELPER, f"help {queue[0].id}", Reply(queue[0].id, text))]
        yield f"{HELPER} answers who waited longest: {self._opening(theirs[-1]).title}"

    def _come(self, key: str, command: Command[Any], *, by: Any) -> None:
        try:
            with self._kit.session(by, self._community, idempotency_key=f"demo: {key} comes") as session:
                session.do(command)
        except Conflict:  # came by another way before
            return

    def _do(self, actor: str, step: str, command: Command[Any]) -> Any:
        with self._kit.session(actor, self._community, idempotency_key=f"demo: {step}") as session:
            return session.do(command)

    def _ask(self, query: Any) -> Any:
        with self._kit.session(AGENT, self._community, read_only=True) as session:
            return session.ask(query)

    def _opening(self, post: Post) -> Post:
        with self._kit.session(HELPER, self._community, read_only=True) as session:
            return session.get(Post, post.thread)

    def _by(self, key: str, post: Post) -> bool:
        return self._opening(post).byline == key
