"""What is done live with a question hour: a guest is named, members ask and vote, the guest answers, it ends."""

from collections.abc import Iterator

from commkit.posts import AddReaction, CreateReply, CreateThread
from commkit_ama import (
    AnswerAsGuest,
    EndQuestionHour,
    ListGuestQuestions,
    QuestionOrder,
    ReadQuestionHour,
    SetGuests,
)
from commkit_demo.client import ASKER, HELPER, MODERATOR, READER, SELLER, DemoClient


def show_question_hour(client: DemoClient) -> Iterator[str]:
    """An AMA from its beginning to its end."""
    hour = client.do(
        MODERATOR,
        "question hour",
        CreateThread(kind="question_hour", title="Ask who lights the lamps", body="For an hour."),
    )
    client.do_once(MODERATOR, "guest", SetGuests(hour.id, (client.member(HELPER),)))
    oil, price = (
        client.do(by, f"{by} asks the guest", CreateReply(hour.id, text))
        for by, text in ((ASKER, "How much oil does a night take?"), (SELLER, "Who pays for it?"))
    )
    for by, question in ((READER, oil), (SELLER, oil), (READER, price)):
        client.do_once(by, f"{by} votes for {question.number}", AddReaction(question.id, "up"))
    client.do(HELPER, "answer as guest", AnswerAsGuest(oil.id, "A litre, in winter two."))
    client.do_once(MODERATOR, "end of the hour", EndQuestionHour(hour.id))
    state = client.ask(ReadQuestionHour(hour.id), by=READER)
    (first, *_) = client.ask(ListGuestQuestions(hour.id, order=QuestionOrder.VOTES), by=READER).items
    yield (
        f"{HELPER} is the guest of «{hour.title}»: {state.questions} questions, {state.answered} answered; first by "
        f"votes is «{first.view.post.body}» with {first.view.post.score}. The hour is {state.phase}"
    )
