"""Ready declarations of fields for a question's post kind; no database.

QUESTION_OF_OURS = evolve(QUESTION, fields=(product_area("shop", "app"), evolve(VERSION, required=True)))
"""

from collections.abc import Mapping

from commkit import CommunityType, Invalid
from commkit.fields import ChoiceField, Field, FieldValue, TextField, VersionField, comparison_key
from commkit_qa.policy import question_kinds

VERSION = VersionField("version", label="Version", filterable=True, personal=False)
"""The version that a question is about."""
ENVIRONMENT = TextField("environment", label="Environment", max_length=200, filterable=True)
"""Where it happens: an operating system, a browser, a device. It may tell of the asker, and is erased with them."""
CODE_LANGUAGE = TextField(
    "code_language", label="Code language", max_length=40, filterable=True, personal=False
)
"""The programming language that a question is about."""


def product_area(*areas: str, required: bool = False) -> ChoiceField:
    """The part of a product that a question is about: `product_area`.

    Args:
        *areas: The words to choose from.
        required: Whether each question needs one.
    """
    return ChoiceField(
        "product_area",
        label="Product area",
        choices=areas,
        required=required,
        filterable=True,
        personal=False,
    )


def question_fields(type: CommunityType) -> Mapping[str, Field]:
    """The fields of the questions of a type, by name; of several kinds of questions the first one's.

    Args:
        type: The community's type.
    """
    found: dict[str, Field] = {}
    for kind in question_kinds(type):
        for field in type.declared_fields("post", kind):
            found.setdefault(field.name, field)
    return found


def fact_keys(fields: Mapping[str, Field], values: Mapping[str, FieldValue]) -> dict[str, bytes]:
    """The keys by which facts are equal: `1.4` and `v1.4.0`, `Linux` and `linux`.

    Args:
        fields: What is declared.
        values: Values by the name of their field.

    Raises:
        Invalid: There is no such field (`no_fact`), or a value does not fit; the first fault.
    """
    for name in values:
        if name not in fields:
            raise Invalid.field(f"facts.{name}", "no_fact", "the questions here have no such field")
    return {name: comparison_key(fields[name], value, path=f"facts.{name}") for name, value in values.items()}
