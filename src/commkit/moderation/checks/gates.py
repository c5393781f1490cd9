"""The gate of the checks that refuse a text."""

from collections.abc import Mapping

from commkit.fields import FieldValue
from commkit.moderation.checks.handlers import run_checks
from commkit.moderation.checks.policy import CheckedText, has_check
from commkit.moderation.feature import ModerationSettings, moderation
from commkit.posts import CreateReply, CreateThread, EditPost, Post
from commkit.runtime.model.messages import Deny
from commkit.runtime.sessions.context import Context


@moderation.gates(CreateThread, CreateReply, EditPost)
def check_text(context: Context, command: CreateThread | CreateReply | EditPost) -> Deny | None:
    """Refuse a text in which a check with the mode `refuse` finds something."""
    settings = context.settings(ModerationSettings)
    if not has_check(settings, "refuse") or context.can("moderation.skip_checks"):
        return None
    is_new = not isinstance(command, EditPost)
    findings = run_checks(context, settings, "refuse", _text_of(context, command), is_new=is_new)
    if not findings:
        return None
    check, evidence = findings[0]
    return Deny("moderation.refused", f"this community does not accept such a text ({check}: {evidence})")


def _text_of(context: Context, command: CreateThread | CreateReply | EditPost) -> CheckedText:
    """The whole text after the command; an edit may leave the title or the body as it was."""
    given = _texts(command.fields or {})
    if isinstance(command, CreateReply):
        return CheckedText(command.body, fields=given, markup=command.markup)
    if isinstance(command, CreateThread):
        return CheckedText(command.body, command.title, given, command.markup)
    before = context.get(Post, command.post)
    return CheckedText(
        before.body if command.body is None else command.body,
        before.title if command.title is None else command.title,
        given,
        before.markup,
    )


def _texts(fields: Mapping[str, FieldValue | None]) -> str:
    return "\n".join(value for value in fields.values() if isinstance(value, str))
