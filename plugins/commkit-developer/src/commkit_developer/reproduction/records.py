"""The template of a question."""

from attrs import frozen

from commkit.fields import Field


@frozen
class TemplateField:
    """A field of a question, as a form asks for it.

    Attributes:
        name: Its name in `fields` of `CreateThread`.
        label: What people read.
        kind: The kind of value: `text`, `version`...
        required: Whether every question needs it.
        for_tags: Whether questions with one of `required_for_tags` need it.
    """

    name: str
    label: str
    kind: str
    required: bool
    for_tags: bool


@frozen
class QuestionTemplate:
    """What somebody who asks begins with.

    Attributes:
        body: The text that a form begins with; Markdown.
        fields: The fields of a question, in the order in which forms ask for them.
        required_for_tags: The tags whose questions need the fields that are `for_tags`.
    """

    body: str
    fields: tuple[TemplateField, ...]
    required_for_tags: tuple[str, ...]


def template_field(declared: Field, *, for_tags: bool) -> TemplateField:
    """A declared field as a template shows it.

    Args:
        declared: The field.
        for_tags: Whether questions with certain tags need it.
    """
    return TemplateField(
        name=declared.name,
        label=declared.label or declared.name,
        kind=declared.kind,
        required=declared.required,
        for_tags=for_tags,
    )
