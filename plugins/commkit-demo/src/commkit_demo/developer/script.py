"""What members do live in the developer community of the demo: each command once, however often it runs."""

from collections.abc import Iterator

from commkit.insight import ReadMeasures
from commkit.posts import AddReaction, CreateReply, CreateThread, OpenSeedThreads, Post
from commkit_demo.client import ASKER, HELPER, READER, STEWARD, DemoClient
from commkit_demo.developer.actions import OFF_TOPIC
from commkit_demo.developer.tracker import DemoTracker
from commkit_developer import (
    ApproveSuggestedEdit,
    ConfirmFix,
    OpenIssue,
    ReadClosing,
    ReadThreadIssue,
    SuggestEdit,
    VoteToClose,
)
from commkit_qa import (
    AcceptAnswer,
    AnnounceRelease,
    ListSimilarQuestions,
    MarkCanonical,
    ReadFreshness,
    ReportVersion,
)
from commkit_reputation import ListAwards, ReadReputation

RELEASE = "4.0"
"""A version that no simulation reaches."""
_ISSUE = "TypeError when a scene has no lamps"
_TEXT = "It stops with an error instead of doing nothing."
_FAULT = "A scene with two triggers runs twice"


class DeveloperScript:
    """The live part of the demo, in one community.

    Args:
        client: Acts in it.
        tracker: The issue tracker of its kit.
    """

    def __init__(self, client: DemoClient, tracker: DemoTracker) -> None:
        self._client = client
        self._tracker = tracker

    def play(self) -> Iterator[str]:
        """Carry it out; yields one sentence for each step."""
        client = self._client
        client.enter({STEWARD: "steward"})
        client.do(STEWARD, "seed", OpenSeedThreads())
        yield f"{ASKER}, {HELPER} and {READER} joined; {STEWARD} is the steward, and opened the guides for newcomers"
        question = _ask(client)
        yield f"{ASKER} asks, with the version, the steps, and what she expected: {_ISSUE}"
        answer = _answer(client, question)
        yield f"{HELPER} answers in code, {READER} votes for it, {ASKER} accepts it"
        yield _edit(client, question)
        yield _stand_for(client, question, answer)
        yield _find_similar(client)
        yield _close(client)
        yield _keep_true(client, answer)
        yield self._track()
        yield _judge(client)
        yield _measure(client)

    def _track(self) -> str:
        """A fault that the maintainers of the software end: the thread hears of it, and the tracker of the thread."""
        client = self._client
        question = _ask_about_fault(client)
        client.do_once(STEWARD, "open issue", OpenIssue(question.id, _FAULT, "Both triggers fire."))
        client.deliver()
        linked = client.ask(ReadThreadIssue(question.id), by=STEWARD)
        if linked is None or linked.issue is None:
            return f"{STEWARD} wants an issue, and the tracker refuses it"
        key = linked.issue.key
        client.do_once(None, "finish issue", self._tracker.finish(key, _FAULT, RELEASE))
        client.deliver()
        client.do_once(READER, "confirm fix", ConfirmFix(question.id, works=True))
        client.deliver()
        return (
            f"{STEWARD} has the tracker open {key}: {_FAULT}; {RELEASE} has the fix, {READER} is asked, it works, "
            "and the tracker hears it"
        )


def _ask(client: DemoClient) -> Post:
    """A question with all that others need to reproduce it."""
    asked = CreateThread(
        kind="question",
        title=_ISSUE,
        body=_TEXT,
        tags=("scenes",),
        fields={
            "expected": "The scene does nothing.",
            "got": "TypeError: lamps is None",
            "steps": "1. Make a scene without lamps. 2. Run it.",
            "version": "2.4.0",
        },
    )
    return client.do(ASKER, "ask", asked)


def _answer(client: DemoClient, question: Post) -> Post:
    fix = "Give it a default:\n\n```python\nlamps = scene.lamps or []\n```"
    answer = client.do(HELPER, "answer", CreateReply(question.id, fix))
    client.do(READER, "vote", AddReaction(answer.id, "up"))
    client.do(ASKER, "accept", AcceptAnswer(question=question.id, answer=answer.id))
    return answer


def _edit(client: DemoClient, question: Post) -> str:
    suggestion = SuggestEdit(
        post=question.id, version=1, body=f"{_TEXT} It is the same in 2.3.", reason="both versions"
    )
    edit = client.do(READER, "suggest edit", suggestion)
    approved = client.do(ASKER, "approve edit", ApproveSuggestedEdit(edit=edit.id, version=edit.version))
    return f"{READER} suggests an edit of the question, and {ASKER} decides: it is {approved.state}"


def _stand_for(client: DemoClient, question: Post, answer: Post) -> str:
    """One answer that readers of similar questions are shown first."""
    marked = client.do(
        STEWARD,
        "mark",
        MarkCanonical(question.id, answer.id, "scenes without lamps", "It is short, and complete."),
    )
    return f"{STEWARD} makes it the canonical answer for {marked.subject}"


def _find_similar(client: DemoClient) -> str:
    query = ListSimilarQuestions(title="scene without lamps: TypeError", tags=("scenes",))
    found = client.ask(query, by=READER)
    return f"{READER} begins to ask the same, and is shown: {found[0].title}"


def _close(client: DemoClient) -> str:
    title = "Which lamp looks best?"
    asked = CreateThread(
        kind="question", title=title, body="In a room with a blue wall, say.", tags=("lamps",)
    )
    question = client.do(READER, "ask for taste", asked)
    if client.ask(ReadClosing(question.id), by=READER).closure is None:
        client.do(STEWARD, "close", VoteToClose(question.id, OFF_TOPIC))
    closure = client.ask(ReadClosing(question.id), by=READER).closure
    told = closure.reason.partition(".")[2].replace("_", " ") if closure is not None else "none"
    return f"{READER} asks: {title} {STEWARD} closes it, with a reason: {told}"


def _keep_true(client: DemoClient, answer: Post) -> str:
    """A release, and whether what helped before it still does."""
    client.do_once(STEWARD, "release", AnnounceRelease(RELEASE, notes="https://lumen.example/4.0"))
    client.deliver()
    for key in (HELPER, ASKER):
        client.do_once(key, f"{key} tried {RELEASE}", ReportVersion(answer.id, RELEASE, works=True))
    (fresh,) = client.ask(ReadFreshness((answer.id,)), by=READER)
    return (
        f"{STEWARD} announces {RELEASE}; {HELPER} is asked about his answer, {ASKER} tries it, too: it still works, "
        f"and is {fresh.state}, last confirmed in {fresh.confirmed_in}"
    )


def _ask_about_fault(client: DemoClient) -> Post:
    title = "My scene runs twice, whatever I do"
    asked = CreateThread(
        kind="question", title=title, body="It has two triggers, and I need both.", tags=("scenes",)
    )
    return client.do(READER, "ask about a fault", asked)


def _judge(client: DemoClient) -> str:
    """Points and badges, from what others did with one's posts."""
    client.deliver()
    helper = client.member(HELPER)
    has = client.ask(ReadReputation(helper), by=HELPER)
    awards = client.ask(ListAwards(helper), by=HELPER).items
    badges = ", ".join(award.title for award in awards) or "no badge yet"
    return f"{HELPER} has {has.points} points, by {has.positive} judgements for and {has.negative} against; {badges}"


def _measure(client: DemoClient) -> str:
    measures = client.ask(ReadMeasures(), by=STEWARD)
    areas = ", ".join(dict.fromkeys(info.about.replace("_", " ") for info in measures.benefits))
    missing = ", ".join(area.replace("_", " ") for area in measures.unmeasured) or "nothing"
    return f"{STEWARD} reads what this community is measured by: {areas}; what is not: {missing}"
