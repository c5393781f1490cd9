"""What all rooms of the plugin share: its roles, the check of settings, and how words are found in texts."""

import re
from functools import partial

from commkit import Context, Invalid
from commkit.posts import Post, PostId
from commkit.redaction import fold_text
from commkit_qa import check_not_settled, require_question

MEMBER, STEWARD = "member", "steward"
AGENT = "agent"
"""A role of support communities: staff that answers and manages questions, but not members."""
SYSTEM_ROLE = "system"
"""The role of `SYSTEM`, which no membership can have: for what only schedulers and workers do."""

MIGRATIONS = "commkit_support.migrations"
"""The package of the plugin's Alembic revisions; every feature of the plugin names it."""

_WORD = re.compile(r"[^\W_]+")


raise_if_invalid = partial(Invalid.raise_if_any, error_code="support.bad_settings")
"""Raises all faults of a settings record at once: `(path, code, message)` of each."""


def open_question(context: Context, id: PostId, *, need: str) -> Post:
    """A question that is neither settled nor removed.

    Args:
        context: The context.
        id: Its id.
        need: The permission that the actor needs about it.

    Raises:
        NotFound: There is no such post for this actor.
        Invalid: It is not a question.
        Conflict: It is solved or closed, or was removed.
    """
    question = context.get(Post, id, need=need)
    require_question(context.community_type, question)
    check_not_settled(question)
    return question


def words_of(text: str) -> str:
    """The words of a text, folded and in small letters, with one space around each."""
    words = " ".join(_WORD.findall(fold_text(text).text.casefold()))
    return f" {words} "


def has_word(read: str, word: str) -> bool:
    """Whether a word or phrase is in a text; `refund*` is in all that has a word that begins so.

    Args:
        read: What `words_of` made of the text.
        word: The word or phrase, as it was written down.
    """
    wanted = words_of(word).rstrip()
    return bool(wanted) and (wanted if word.rstrip().endswith("*") else f"{wanted} ") in read
