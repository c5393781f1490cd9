"""What the commands of posts may not do to questions."""

from commkit import Context, Deny, FieldError, Invalid, NotFound
from commkit.posts import CreateThread, Post, UpdatePostState
from commkit_qa.policy import CLOSED, question_kind
from commkit_qa.questions.feature import QuestionSettings, question_feature
from commkit_qa.questions.policy import visible_length


@question_feature.gates(CreateThread)
def check_question_length(context: Context, command: CreateThread) -> Invalid | None:
    """Refuse a question whose title or text is shorter than the settings ask for."""
    if question_kind(context.community_type, command.kind) is None:
        return None
    settings = context.settings(QuestionSettings)
    found = [
        FieldError(path, "too_short", f"write at least {least} visible characters, so that others can answer")
        for path, text, least in (
            ("title", command.title, settings.min_title),
            ("body", command.body, settings.min_body),
        )
        if visible_length(text) < least
    ]
    return Invalid(found, code="qa.too_short") if found else None


@question_feature.gates(UpdatePostState)
def check_close_reason(context: Context, command: UpdatePostState) -> Deny | None:
    """Refuse to close a question without an answer, except by `CloseQuestion`, which needs a reason."""
    if command.state != CLOSED:
        return None
    try:
        question = context.get(Post, command.post)
    except NotFound:
        return None  # the handler raises it
    if question_kind(context.community_type, question.kind) is None or question.answer_count:
        return None
    return Deny(
        "qa.close_with_reason",
        "nobody has answered this; close it with CloseQuestion and a written reason",
    )
