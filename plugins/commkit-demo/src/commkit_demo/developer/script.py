"""What members do live in the developer community of the demo: each command once, however often it runs."""

from collections.abc import Iterator

from commkit.insight import ReadMeasures
from commkit.posts import AddReaction, CreateReply, CreateThread, OpenSeedThreads, Post
from commkit_demo.client import ASKER, HELPER, READER, STEWARD, DemoClient
from commkit_demo.developer.actions import OFF_TOPIC
from commkit_developer import ApproveSuggestedEdit, ReadClosing, SuggestEdit, VoteToClose
from commkit_qa import AcceptAnswer, ListSimilarQuestions
from commkit_reputation import ListAwards, ReadReputation

_ISSUE = "TypeError when a scene has no lamps"
_TEXT = "It stops with an error instead of doing nothing."


def play_developers(client: DemoClient) -> Iterator[str]:
    """Carry it out; yields one sentence for each step."""
    client.enter({STEWARD: "steward"})
    client.do(STEWARD, "seed", OpenSeedThreads())
    yield f"{ASKER}, {HELPER} and {READER} joined; {STEWARD} is the steward, and opened the guides for newcomers"
    question = _ask(client)
    yield f"{ASKER} asks, with the version, the steps, and what she expected: {_ISSUE}"
    yield _solve(client, question)
    yield _edit(client, question)
    yield _find_similar(client)
    yield _close(client)
    yield _judge(client)
    yield _measure(client)


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


def _solve(client: DemoClient, question: Post) -> str:
    fix = "Give it a default:\n\n```python\nlamps = scene.lamps or []\n```"
    answer = client.do(HELPER, "answer", CreateReply(question.id, fix))
    client.do(READER, "vote", AddReaction(answer.id, "up"))
    client.do(ASKER, "accept", AcceptAnswer(question=question.id, answer=answer.id))
    return f"{HELPER} answers in code, {READER} votes for it, {ASKER} accepts it"


def _edit(client: DemoClient, question: Post) -> str:
    suggestion = SuggestEdit(
        post=question.id, version=1, body=f"{_TEXT} It is the same in 2.3.", reason="both versions"
    )
    edit = client.do(READER, "suggest edit", suggestion)
    approved = client.do(ASKER, "approve edit", ApproveSuggestedEdit(edit=edit.id, version=edit.version))
    return f"{READER} suggests an edit of the question, and {ASKER} decides: it is {approved.state}"


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
