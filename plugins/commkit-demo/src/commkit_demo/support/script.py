"""What members do live in the demo: at the present time, each command once, however often the demo runs."""

from collections.abc import Iterator

from commkit.posts import AddReaction, CreateReply, CreateThread, ListMemberPosts, Post, ReadPost
from commkit_demo.client import AGENT, ASKER, HELPER, READER, STEWARD, DemoClient
from commkit_demo.support import feature_steps
from commkit_demo.support.help_desk import DemoHelpDesk
from commkit_qa import AcceptAnswer, MarkCanonical
from commkit_support import ListHandoffs, ListUnansweredQuestions, OfferHandoff


class SupportScript:
    """The live part of the demo, in one community.

    Args:
        client: Acts in it.
        desk: The help desk of its kit.
    """

    def __init__(self, client: DemoClient, desk: DemoHelpDesk) -> None:
        self._client = client
        self._desk = desk

    def play(self) -> Iterator[str]:
        """Carry it out; yields one sentence for each step."""
        self._client.enter({AGENT: "agent", STEWARD: "steward"})
        yield f"{ASKER}, {HELPER} and {READER} joined; {AGENT} answers for the company, {STEWARD} is the steward"
        yield from self._solved()
        yield from self._handed_over()
        yield from self._helped()
        for part in feature_steps.STEPS:
            yield from part(self._client)

    def _solved(self) -> Iterator[str]:
        do = self._client.do
        title = "Where do I find the changes of the last version?"
        asked = CreateThread(
            kind="question", title=title, body="I looked at the front page and saw none.", tags=("docs",)
        )
        question = do(ASKER, "ask", asked)
        yield f"{ASKER} asks: {title}"
        answer = do(
            HELPER,
            "answer",
            CreateReply(question.id, "In the menu, under “What is new”. It has a feed, too."),
        )
        do(READER, "up", AddReaction(answer.id, "up"))
        do(ASKER, "thanks", AddReaction(answer.id, "thanks"))
        yield f"{HELPER} answers; {READER} finds it helpful, {ASKER} says thanks"
        solved = do(ASKER, "accept", AcceptAnswer(question=question.id, answer=answer.id))
        yield f"{ASKER} accepts the answer: the question is {solved.state}"
        reason = "It names the place, and the feed."
        marked = do(
            STEWARD, "mark", MarkCanonical(question.id, answer.id, "what is new in a version", reason)
        )
        yield f"{STEWARD} makes it the canonical answer for {marked.subject}: whoever asks alike is shown it first"

    def _handed_over(self) -> Iterator[str]:
        do = self._client.do
        title = "I was charged twice for one order"
        body = "Order 4711, both on the same day. Write to me at lena@mail.example, please."
        question = do(
            ASKER, "ask twice", CreateThread(kind="question", title=title, body=body, tags=("billing",))
        )
        yield f"{ASKER} asks: {title}"
        do(AGENT, "hand over", OfferHandoff(question=question.id, reason="Only accounting can see payments."))
        self._client.deliver()
        self._desk.answer_all(self._client.kit)
        self._client.deliver()
        (handoff,) = self._client.ask(ListHandoffs(question.id))
        yield f"{AGENT} hands it over to the help desk, without {ASKER}'s address: {handoff.ticket}"
        yield f"the desk answers, and its answer is {handoff.state} to the thread"

    def _helped(self) -> Iterator[str]:
        """Answer the question that waits longest; once, since another one waits longest after that."""
        wrote = self._client.ask(ListMemberPosts(self._client.member(HELPER)), by=HELPER).items
        theirs = [
            post for post in wrote if post.kind == "answer" and self._opening(post).author_name != ASKER
        ]
        if not theirs:
            queue = self._client.ask(ListUnansweredQuestions(limit=1)).items
            if not queue:
                return
            text = (
                "Sorry for the delay. Is it still so? Then tell us your version, and we look at it together."
            )
            theirs = [self._client.do(HELPER, f"help {queue[0].id}", CreateReply(queue[0].id, text))]
        yield f"{HELPER} answers the question that waited longest: {self._opening(theirs[-1]).title}"

    def _opening(self, post: Post) -> Post:
        return self._client.ask(ReadPost(post.thread), by=HELPER)
