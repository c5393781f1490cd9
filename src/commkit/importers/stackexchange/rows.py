"""How rows of a dump become the records of importers, or the reason why a row is skipped."""

import re
from collections.abc import Callable
from datetime import datetime
from enum import IntEnum
from typing import Any, NoReturn, TypeVar

from commkit.importers.records import ExternalMember, ExternalPost, ExternalTag, ExternalVote
from commkit.importers.stackexchange.codes import PostType, VoteType
from commkit.importers.stackexchange.dump import Row
from commkit.importers.stackexchange.parsing import parse_int, parse_moment, parse_tags
from commkit.members import NAME_LENGTH
from commkit.posts import clean_tags
from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.values.clusters import cut_to
from commkit.runtime.values.texts import Text

T = TypeVar("T")
C = TypeVar("C", bound=IntEnum)

_LINE_ENDS = re.compile("[\n\u2028\u2029]")
_TEXT = Text(max=16 * 1024 * 1024)
_MAX_TITLE_LENGTH = 300
_MAX_TAG_LENGTH = 50
_MAX_UPVOTES = 1_000_000
"""Of one comment; sums of greater numbers would not fit the counters."""

_NO_POST = {
    PostType.ORPHANED_TAG_WIKI: "orphaned tag wiki",
    PostType.TAG_WIKI_EXCERPT: "tag wiki excerpt",
    PostType.TAG_WIKI: "tag wiki",
    PostType.MODERATOR_NOMINATION: "moderator nomination",
    PostType.WIKI_PLACEHOLDER: "wiki placeholder",
    PostType.PRIVILEGE_WIKI: "privilege wiki",
}
_VOTES = {
    VoteType.ACCEPTED_BY_ORIGINATOR: "acceptances",
    VoteType.UP_MOD: "up votes",
    VoteType.DOWN_MOD: "down votes",
    VoteType.OFFENSIVE: "offensive flags",
    VoteType.FAVORITE: "favourites",
    VoteType.CLOSE: "close votes",
    VoteType.REOPEN: "reopen votes",
    VoteType.BOUNTY_START: "bounties",
    VoteType.BOUNTY_CLOSE: "bounties",
    VoteType.DELETION: "deletion votes",
    VoteType.UNDELETION: "undeletion votes",
    VoteType.SPAM: "spam flags",
    VoteType.MODERATOR_REVIEW: "moderator reviews",
    VoteType.APPROVE_EDIT_SUGGESTION: "approved edits",
}


class DumpRowRejected(ValueError):
    """A row that is skipped.

    Attributes:
        reason: The reason, by which skipped rows are counted.
        post: The external id of the skipped post; None for other rows.
    """

    def __init__(self, reason: str, *, post: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.post = post


class DumpRowReader:
    """Reads rows; each method reads a row of one table and raises DumpRowRejected where it cannot be imported.

    Args:
        source: The prefix of the keys of members.

    Attributes:
        truncated: How many names and titles were truncated so far.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self.truncated = 0

    def member(self, row: Row) -> ExternalMember:
        """A row of Users."""
        id = _id(row)
        return ExternalMember(
            external_id=id,
            key=f"{self._source}:{id}",
            name=self._name(row, "DisplayName") or f"user{id}",
            joined_at=_moment(row, "CreationDate"),
        )

    def tag(self, row: Row) -> ExternalTag:
        """A row of Tags."""
        (name,) = _value(row, "TagName", lambda text: _clean_tags((text,)))
        return ExternalTag(external_id=_id(row), name=name)

    def question(self, row: Row) -> ExternalPost | None:
        """A row of Posts that is a question; None for an answer."""
        kind = _code(row, "PostTypeId", PostType)
        if kind is PostType.ANSWER:
            return None
        if kind is not PostType.QUESTION:
            raise DumpRowRejected(_NO_POST[kind] if kind else "post type unknown", post=_id(row))
        return self._post(row, is_answer=False)

    def answer(self, row: Row) -> ExternalPost | None:
        """A row of Posts that is an answer; None for others, which `question` reads."""
        try:
            kind = _code(row, "PostTypeId", PostType)
        except DumpRowRejected:
            return None
        return self._post(row, is_answer=True) if kind is PostType.ANSWER else None

    def comment(self, row: Row) -> ExternalPost:
        """A row of Comments."""
        upvotes = max(_maybe(row, "Score", parse_int) or 0, 0)
        if upvotes > _MAX_UPVOTES:
            _malformed("Score")
        return ExternalPost(
            external_id=_id(row),
            parent=_id(row, "PostId"),
            author=_maybe(row, "UserId", _canonical),
            author_name=self._name(row, "UserDisplayName"),
            body=_text(row, "Text"),
            markup="markdown",
            created_at=_moment(row, "CreationDate"),
            upvotes=upvotes,
        )

    def vote(self, row: Row) -> ExternalVote:
        """A row of Votes."""
        kind = _code(row, "VoteTypeId", VoteType)
        return ExternalVote(
            external_id=_id(row),
            post=_id(row, "PostId"),
            kind=_VOTES[kind] if kind else "votes of an unknown type",
            member=_maybe(row, "UserId", _canonical),
            at=_moment(row, "CreationDate"),
        )

    def link(self, row: Row) -> tuple[str, str]:
        """A row of PostLinks: the ids of the two posts."""
        return _id(row, "PostId"), _id(row, "RelatedPostId")

    def badge(self, row: Row) -> NoReturn:
        """A row of Badges."""
        raise DumpRowRejected("badges not supported")

    def history(self, row: Row) -> NoReturn:
        """A row of PostHistory."""
        raise DumpRowRejected("history not supported")

    def _post(self, row: Row, *, is_answer: bool) -> ExternalPost:
        id = _id(row)
        try:
            return ExternalPost(
                external_id=id,
                author=_maybe(row, "OwnerUserId", _canonical),
                author_name=self._name(row, "OwnerDisplayName"),
                body=_text(row, "Body"),
                markup="html",
                created_at=_moment(row, "CreationDate"),
                edited_at=_maybe(row, "LastEditDate", _in_range),
                **(_answer(row) if is_answer else self._question(row)),
            )
        except DumpRowRejected as refused:
            raise DumpRowRejected(refused.reason, post=id) from None

    def _question(self, row: Row) -> dict[str, Any]:
        return {
            "title": self._line(_text(row, "Title"), _MAX_TITLE_LENGTH),
            "tags": _maybe(row, "Tags", _tags) or (),
            "active_at": _maybe(row, "LastActivityDate", _in_range),
            "closed_at": _maybe(row, "ClosedDate", _in_range),
            "accepted": _maybe(row, "AcceptedAnswerId", _canonical),
        }

    def _name(self, row: Row, attribute: str) -> str | None:
        """A name, or None where there is no visible one."""
        if not row.get(attribute, "").strip():
            return None
        try:
            return self._line(_text(row, attribute), NAME_LENGTH)
        except DumpRowRejected:
            return None

    def _line(self, text: str, max_length: int) -> str:
        line = " ".join(_LINE_ENDS.split(text)).strip()
        self.truncated += len(line) > max_length
        return cut_to(line, max_length)


def _answer(row: Row) -> dict[str, Any]:
    return {"parent": _id(row, "ParentId")}


def _malformed(attribute: str) -> NoReturn:
    raise DumpRowRejected(f"malformed: {attribute}")


def _value(row: Row, attribute: str, parse: Callable[[str], T]) -> T:
    try:
        return parse(row[attribute])
    except (KeyError, ValueError):
        _malformed(attribute)


def _maybe(row: Row, attribute: str, parse: Callable[[str], T]) -> T | None:
    return _value(row, attribute, parse) if row.get(attribute) else None


def _id(row: Row, attribute: str = "Id") -> str:
    return _value(row, attribute, _canonical)


def _moment(row: Row, attribute: str) -> datetime:
    return _value(row, attribute, _in_range)


def _canonical(text: str) -> str:
    """The one text of a number, without leading zeros."""
    return str(parse_int(text))


def _in_range(text: str) -> datetime:
    moment = parse_moment(text)
    if not 1970 <= moment.year < 2500:  # ids contain the time, and no others fit
        raise ValueError("out of range")
    return moment


def _tags(text: str) -> tuple[str, ...]:
    return _clean_tags(parse_tags(text))


def _clean_tags(tags_written: tuple[str, ...]) -> tuple[str, ...]:
    try:
        tags = clean_tags(tags_written, max_tags=len(tags_written))
    except Invalid as invalid:
        raise ValueError(str(invalid)) from None
    if any(len(tag) > _MAX_TAG_LENGTH for tag in tags):
        raise ValueError("a tag is too long")
    return tags


def _code(row: Row, attribute: str, codes: type[C]) -> C | None:
    """The code of a number; None where the number is not described."""
    number = _value(row, attribute, parse_int)
    try:
        return codes(number)
    except ValueError:
        return None


def _text(row: Row, attribute: str) -> str:
    """A text with visible characters, cleaned as the validation of every command does it."""
    errors: list[FieldError] = []
    text: str = _TEXT.check(row.get(attribute, ""), attribute, errors)
    if errors:
        _malformed(attribute)
    return text
