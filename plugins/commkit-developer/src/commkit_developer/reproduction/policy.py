"""The fields of a question about a fault, and when they are needed; no database."""

from collections.abc import Iterable, Mapping

from commkit import FieldError, PostKind, TextField
from commkit.fields import Field, FieldValue
from commkit_qa import ENVIRONMENT, VERSION

EXPECTED = TextField("expected", label="What I expected", max_length=4_000, multiline=True, searchable=True)
GOT = TextField("got", label="What I got", max_length=10_000, multiline=True, searchable=True)
STEPS = TextField("steps", label="Steps to reproduce it", max_length=10_000, multiline=True)

REPRODUCTION_FIELDS: tuple[Field, ...] = (EXPECTED, GOT, STEPS, VERSION, ENVIRONMENT)
"""The fields of a question about a fault: for the post kinds of types with `developer.reproduction`."""

_NEEDED = frozenset({EXPECTED.name, GOT.name, STEPS.name})


def needed_fields(kind: PostKind) -> tuple[str, ...]:
    """The fields of a kind of question that a question about a fault needs.

    Args:
        kind: The kind; of the fields it need not have all.
    """
    return tuple(declared.name for declared in kind.fields if declared.name in _NEEDED)


def missing_fields(kind: PostKind, given: Mapping[str, FieldValue | None]) -> list[FieldError]:
    """What a question about a fault lacks.

    Args:
        kind: Its kind.
        given: The values that it is given.
    """
    return [
        FieldError(f"fields.{name}", "missing", "say it, so that others can see the fault for themselves")
        for name in needed_fields(kind)
        if not str(given.get(name) or "").strip()
    ]


def is_unfilled(body: str, template: str) -> bool:
    """Whether a text says nothing beyond the template that it began with.

    Args:
        body: The text.
        template: The template; a blank one is never unfilled.
    """
    said = _words(template)
    return bool(said) and _words(body) == said


def _words(text: str) -> list[str]:
    return text.split()


def known_tags(tags: Iterable[str], wanted: Iterable[str]) -> tuple[str, ...]:
    """Those of some tags that are wanted, in their order.

    Args:
        tags: Tags in their stored form.
        wanted: Tags in their stored form.
    """
    looked_for = frozenset(wanted)
    return tuple(tag for tag in tags if tag in looked_for)
