"""What a statement does, in one word: texts of statements are too many for labels and names."""

from commkit.runtime.model.observers import Step

_OPERATIONS = frozenset({"select", "insert", "update", "delete", "with", "begin", "commit"})


def operation_of(step: Step) -> str:
    """The first word of a statement, or of a transaction; `other` where it is none of those that there are many of.

    Args:
        step: A step of kind `statement` or `transaction`.
    """
    word = step.name.lstrip()[:8].partition(" ")[0].partition("\n")[0].lower()
    return word if word in _OPERATIONS else "other"
