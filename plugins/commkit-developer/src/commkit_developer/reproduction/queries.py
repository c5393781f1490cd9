"""How the template of a question is read."""

from commkit import Context, Invalid, PostKind
from commkit_developer.reproduction.feature import ReproductionSettings, reproduction_feature
from commkit_developer.reproduction.messages import ReadQuestionTemplate
from commkit_developer.reproduction.policy import needed_fields
from commkit_developer.reproduction.records import QuestionTemplate, template_field
from commkit_qa import question_kind, question_kinds


@reproduction_feature.handles(ReadQuestionTemplate)
def read_question_template(context: Context, query: ReadQuestionTemplate) -> QuestionTemplate:
    """Read it from the settings and the declared fields; no statement is run."""
    kind = _asked_kind(context, query)
    settings = context.settings(ReproductionSettings)
    needed = needed_fields(kind) if settings.required_for_tags else ()
    return QuestionTemplate(
        body=settings.body_template,
        fields=tuple(
            template_field(declared, for_tags=declared.name in needed)
            for declared in context.community_type.declared_fields("post", kind.name)
        ),
        required_for_tags=settings.required_for_tags,
    )


def _asked_kind(context: Context, query: ReadQuestionTemplate) -> PostKind:
    made = context.community_type
    names = question_kinds(made)
    kind = question_kind(made, query.kind if query.kind is not None else next(iter(names), ""))
    if kind is None:
        raise Invalid.field("kind", "no_question", f"choose one of: {', '.join(names)}")
    return kind
