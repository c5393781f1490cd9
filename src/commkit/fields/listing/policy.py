"""The order of choices: that of their declaration, whatever the order of the bytes that are stored."""

from collections.abc import Iterable

from commkit.fields.policy import check_value, without_limits
from commkit.fields.sort_keys.policy import sort_key
from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.model.fields import ChoiceField, FieldValue


def check_choices(field: ChoiceField, **given: FieldValue | None) -> None:
    """Check that values are choices of a field.

    Args:
        field: The field.
        **given: Values by the name of what has them; None for none.

    Raises:
        Invalid: One is no choice.
    """
    errors: list[FieldError] = []
    for name, value in given.items():
        if value is not None:
            check_value(without_limits(field), value, name, errors)
    if errors:
        raise Invalid(errors)


def ordered_keys(
    field: ChoiceField,
    stored: Iterable[bytes],
    *,
    equals: FieldValue | None = None,
    at_least: FieldValue | None = None,
    at_most: FieldValue | None = None,
) -> list[bytes]:
    """The sort keys of a field's choices in the order of a list.

    Choices that were declared once and are no more come behind all others, in the order of their letters; they have no
    place in a range.

    Args:
        field: The field.
        stored: The keys of the values that there are.
        equals: Only this choice.
        at_least: This choice or those behind it in the declaration.
        at_most: This choice or those ahead of it.
    """
    declared = field.choices
    first = declared.index(str(at_least)) if at_least is not None else 0
    last = declared.index(str(at_most)) if at_most is not None else len(declared) - 1
    wanted = [choice for choice in declared[first : last + 1] if equals in (None, choice)]
    keys = [sort_key(field.kind, choice) for choice in wanted]
    if equals is None and at_least is None and at_most is None:
        keys += sorted(set(stored).difference(keys))
    return keys
