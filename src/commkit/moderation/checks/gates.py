"""The gate of the checks that refuse a text, whatever command others would read it by."""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any

import attrs

from commkit.fields import FieldValue
from commkit.moderation.checks.handlers import run_checks, run_shown_checks
from commkit.moderation.checks.policy import CheckedText, find_too_long, has_check, lines
from commkit.moderation.feature import moderation
from commkit.moderation.records import ModerationSettings
from commkit.posts import CreateReply, CreateThread, EditPost, Post
from commkit.runtime.model.errors import Denied, Invalid
from commkit.runtime.model.messages import Deny, TextCommand
from commkit.runtime.sessions.context import Context


@moderation.gates(TextCommand)
def check_text(context: Context, command: TextCommand[Any]) -> Deny | Invalid | None:
    """Refuse a text in which a check with the mode `refuse` finds something, or that is too long to be read."""
    if command.lobby:  # there is no community yet whose settings would say anything
        return None
    return None if context.can("moderation.skip_checks") else _refusal(context, command)


def refuse_foreign_text(context: Context, command: TextCommand[Any]) -> None:
    """Refuse a text that somebody outside wrote and the host brings in, whatever the host itself may skip.

    Args:
        context: The context of the host's command.
        command: What shows the text.

    Raises:
        Denied: A check with the mode `refuse` finds something in it.
        Invalid: It is too long to be read by these checks.
    """
    refusal = _refusal(context, command)
    if isinstance(refusal, Deny):
        raise Denied(refusal.code, refusal.reason)
    if refusal is not None:
        raise refusal


def _refusal(context: Context, command: TextCommand[Any]) -> Deny | Invalid | None:
    settings = context.settings(ModerationSettings)
    if not has_check(settings, "refuse"):
        return None
    post = command if isinstance(command, CreateThread | CreateReply | EditPost) else None
    text = _shown_text(command) if post is None else _text_of(context, post)
    if "refuse" in (settings.words, settings.lookalikes) and (too_long := find_too_long(text)):
        return Invalid.field(_longest(command), "too_long", f"shorten the text: it has {too_long}")
    if post is None:
        findings = run_shown_checks(settings, "refuse", text)
    else:
        is_new = not isinstance(post, EditPost)
        findings = run_checks(context, settings, "refuse", text, is_new=is_new)
    if not findings:
        return None
    check, evidence = findings[0]
    return Deny("moderation.refused", f"this community does not accept such a text ({check}: {evidence})")


def _longest(command: TextCommand[Any]) -> str:
    """The field that shows the most."""
    return max(command.shown, key=lambda name: sum(map(len, _texts_in(getattr(command, name)))))


def _text_of(context: Context, command: CreateThread | CreateReply | EditPost) -> CheckedText:
    """The whole text after the command; an edit may leave the title or the body as it was."""
    given = _values(command.fields or {})
    if isinstance(command, CreateReply):
        return CheckedText(command.body, fields=given, markup=command.markup)
    beside = lines(given, *(command.tags or ()))
    if isinstance(command, CreateThread):
        return CheckedText(command.body, command.title, beside, command.markup)
    before = context.get(Post, command.post)
    return CheckedText(
        before.body if command.body is None else command.body,
        before.title if command.title is None else command.title,
        lines(beside, command.reason),
        before.markup,
    )


def _values(fields: Mapping[str, FieldValue | None]) -> str:
    return "\n".join(value for value in fields.values() if isinstance(value, str))


def _shown_text(command: TextCommand[Any]) -> CheckedText:
    """What others would read, one after the other as they would."""
    texts = (text for name in command.shown for text in _texts_in(getattr(command, name)))
    return CheckedText("\n\n".join(texts), markup=getattr(command, "markup", "markdown"))


def _texts_in(value: object) -> Iterator[str]:
    """The texts of a value, however deep in it they are."""
    kind: Any = type(value)
    if isinstance(value, Enum):
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts_in(value.values())
    elif attrs.has(kind):
        yield from _texts_in([getattr(value, known.name) for known in attrs.fields(kind)])
    elif isinstance(value, Iterable) and not isinstance(value, bytes):
        for part in value:
            yield from _texts_in(part)
