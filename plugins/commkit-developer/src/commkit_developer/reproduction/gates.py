"""What a question about a fault must say."""

from commkit import Context, FieldError, Invalid
from commkit.posts import CreateThread, normalize_tag, tag_meant
from commkit_developer.reproduction.feature import ReproductionSettings, reproduction_feature
from commkit_developer.reproduction.policy import is_unfilled, known_tags, missing_fields
from commkit_qa import question_kind


@reproduction_feature.gates(CreateThread)
def check_reproduction(context: Context, command: CreateThread) -> Invalid | None:
    """Refuse a question that says nothing beyond its template, or one about a fault that cannot be reproduced."""
    kind = question_kind(context.community_type, command.kind)
    if kind is None:
        return None
    settings = context.settings(ReproductionSettings)
    found: list[FieldError] = []
    if is_unfilled(command.body, settings.body_template):
        found.append(FieldError("body", "unfilled", "fill in the template: say what you want to do"))
    missing = missing_fields(kind, command.fields)
    if missing and _is_about_fault(context, command, settings):
        found += missing
    return Invalid(found, code="developer.not_reproducible") if found else None


def _is_about_fault(context: Context, command: CreateThread, settings: ReproductionSettings) -> bool:
    """Whether it has one of the tags, by its own name or by a synonym."""
    if not settings.required_for_tags:
        return False
    if known_tags(map(normalize_tag, command.tags), settings.required_for_tags):
        return True
    return bool(known_tags((tag_meant(context, tag) for tag in command.tags), settings.required_for_tags))
