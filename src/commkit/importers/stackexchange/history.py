"""How rows of PostHistory become records: changes of texts, closings, and other events."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from attrs import field, frozen

from commkit.importers.kept.records import ExternalClosing, ExternalPostEvent
from commkit.importers.revisions.records import ExternalRevision
from commkit.importers.stackexchange.codes import CloseReason, HistoryType
from commkit.importers.stackexchange.dump import Row
from commkit.importers.stackexchange.fields import (
    DumpRowRejected,
    canonical,
    code,
    id_of,
    maybe,
    moment,
    short,
    tags_of,
    text_of,
)
from commkit.importers.stackexchange.parsing import parse_int
from commkit.importers.tag_wikis.records import ExternalTagWikiRevision
from commkit.posts import TagWikiPart
from commkit.runtime.values.clusters import cut_to

HistoryRecord = ExternalRevision | ExternalClosing | ExternalPostEvent | ExternalTagWikiRevision

_MAX_REASON = 2_000
_MAX_DETAIL = 8_000
_MAX_JSON = 1024 * 1024
_MAX_VOTERS = 1_000
_MAX_ROWS = 5_000
"""Rows of PostHistory of one post, at most: they are imported in one transaction."""
_MAX_CHARACTERS = 64 * 1024 * 1024

_NO_GUID = re.compile("[^0-9A-Za-z-]")

_TITLES = {HistoryType.INITIAL_TITLE, HistoryType.EDIT_TITLE, HistoryType.ROLLBACK_TITLE}
_BODIES = {HistoryType.INITIAL_BODY, HistoryType.EDIT_BODY, HistoryType.ROLLBACK_BODY}
_TAGS = {HistoryType.INITIAL_TAGS, HistoryType.EDIT_TAGS, HistoryType.ROLLBACK_TAGS}
_EVENTS = {
    HistoryType.DELETED: "deleted",
    HistoryType.UNDELETED: "undeleted",
    HistoryType.LOCKED: "locked",
    HistoryType.UNLOCKED: "unlocked",
    HistoryType.COMMUNITY_OWNED: "made a community wiki",
    HistoryType.MIGRATED: "migrated",
    HistoryType.MERGED: "merged",
    HistoryType.PROTECTED: "protected",
    HistoryType.UNPROTECTED: "unprotected",
    HistoryType.DISASSOCIATED: "disassociated from its author",
    HistoryType.UNMERGED: "unmerged",
    HistoryType.SUGGESTED_EDIT_APPLIED: "suggested edit applied",
    HistoryType.TWEETED: "tweeted",
    HistoryType.MOVED_TO_CHAT: "comments moved to chat",
    HistoryType.NOTICE_ADDED: "notice added",
    HistoryType.NOTICE_REMOVED: "notice removed",
    HistoryType.MIGRATED_AWAY: "migrated away",
    HistoryType.MIGRATED_HERE: "migrated here",
    HistoryType.MERGE_SOURCE: "merge source",
    HistoryType.MERGE_DESTINATION: "merge destination",
    HistoryType.BUMPED: "bumped",
    HistoryType.HOT_QUESTION: "became a hot question",
    HistoryType.NO_HOT_QUESTION: "hot question no more",
    HistoryType.CREATED_FROM_WIZARD: "created with the ask wizard",
}
_REASONS = {
    CloseReason.EXACT_DUPLICATE: "duplicate",
    CloseReason.OFF_TOPIC: "off-topic",
    CloseReason.SUBJECTIVE: "subjective and argumentative",
    CloseReason.NOT_A_QUESTION: "not a real question",
    CloseReason.TOO_LOCALIZED: "too localized",
    CloseReason.GENERAL_REFERENCE: "general reference",
    CloseReason.NOISE: "noise or pointless",
    CloseReason.DUPLICATE: "duplicate",
    CloseReason.NOT_ON_TOPIC: "off-topic",
    CloseReason.UNCLEAR: "unclear what is asked",
    CloseReason.TOO_BROAD: "too broad",
    CloseReason.OPINION_BASED: "primarily opinion-based",
}

WikiParts = dict[str, tuple[str, TagWikiPart]]
"""By the id of a post that is a part of a tag's wiki: the tag, and the part."""


def history_key(row: Row) -> tuple[int, str, int]:
    """What rows of PostHistory are sorted by: their post, then time; malformed rows come first."""
    try:
        return (parse_int(row["PostId"]), row.get("CreationDate", ""), parse_int(row["Id"]))
    except (KeyError, ValueError):
        return (-(2**63), "", 0)


def limited(rows: Iterable[Row]) -> Iterator[Row | DumpRowRejected]:
    """Sorted rows of PostHistory; what is too much for one post is rejected."""
    post, count, size = "", 0, 0
    for row in rows:
        if row.get("PostId", "") != post:
            post, count, size = row.get("PostId", ""), 0, 0
        count += 1
        size += sum(map(len, row.values()))
        too_much = post and (count > _MAX_ROWS or size > _MAX_CHARACTERS)
        yield DumpRowRejected("too much history of one post") if too_much else row


@frozen
class _Said:
    """What the JSON of an event says.

    Attributes:
        voters: The ids of who voted for it.
        originals: The ids of what a closed question is a duplicate of.
        text: What is no JSON.
    """

    voters: tuple[str, ...] = field(default=())
    originals: tuple[str, ...] = field(default=())
    text: str = ""


@frozen
class HistoryReader:
    """Reads rows of PostHistory.

    Attributes:
        name: Reads a name of somebody.
        line: Makes a title of a text.
        wikis: The posts that are parts of tags' wikis.
    """

    name: Callable[[Row, str], str | None]
    line: Callable[[str], str]
    wikis: WikiParts

    def read(self, row: Row) -> HistoryRecord:
        """A row.

        Raises:
            DumpRowRejected: It is malformed, or of a type that is not described.
        """
        kind = code(row, "PostHistoryTypeId", HistoryType)
        if kind is None:
            raise DumpRowRejected(f"history type {parse_int(row['PostHistoryTypeId'])} unknown")
        id, post = id_of(row), id_of(row, "PostId")
        common: dict[str, Any] = {
            "member": maybe(row, "UserId", canonical),
            "member_name": self.name(row, "UserDisplayName"),
            "at": moment(row, "CreationDate"),
        }
        if kind in _TITLES | _BODIES | _TAGS:
            common |= {
                "external_id": id,
                "edit": _NO_GUID.sub("", row.get("RevisionGUID", ""))[:40] or id,
                "reason": short(row, "Comment", _MAX_REASON),
            }
            if post in self.wikis:
                return self._wiki_change(row, kind, post, common)
            return ExternalRevision(post=post, **self._change(row, kind), **common)
        if post in self.wikis:
            raise DumpRowRejected("event of a tag wiki")
        return _event(row, kind, {"external_id": f"history {id}", "post": post, **common})

    def _change(self, row: Row, kind: HistoryType) -> dict[str, Any]:
        if kind in _BODIES:
            return {"body": text_of(row, "Text")}
        if kind in _TITLES:
            return {"title": self.line(text_of(row, "Text"))}
        return {"tags": maybe(row, "Text", tags_of) or ()}

    def _wiki_change(
        self, row: Row, kind: HistoryType, post: str, common: dict[str, Any]
    ) -> ExternalTagWikiRevision:
        tag, part = self.wikis[post]
        text = text_of(row, "Text", blank=True) if kind in _BODIES else None
        return ExternalTagWikiRevision(wiki=post, tag=tag, part=part, text=text, **common)


def _event(row: Row, kind: HistoryType, common: dict[str, Any]) -> ExternalClosing | ExternalPostEvent:
    said = _said(short(row, "Text", _MAX_JSON))
    if kind in (HistoryType.CLOSED, HistoryType.REOPENED):
        return ExternalClosing(
            reason=_reason(row) if kind is HistoryType.CLOSED else "",
            voters=said.voters,
            originals=said.originals,
            reopened=kind is HistoryType.REOPENED,
            **common,
        )
    detail = "\n".join(filter(None, (short(row, "Comment", _MAX_REASON), said.text)))
    return ExternalPostEvent(kind=_EVENTS[kind], detail=detail, voters=said.voters, **common)


def _reason(row: Row) -> str:
    """Why a question was closed: the description of a number, or what else the row says."""
    said = short(row, "Comment", _MAX_REASON)
    try:
        number = parse_int(said)
    except ValueError:
        return said
    return _REASONS[CloseReason(number)] if number in set(CloseReason) else f"reason {number}"


def _said(text: str) -> _Said:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        return _Said(text=cut_to(text, _MAX_DETAIL))
    voters = found.get("Voters")
    people = [each.get("Id") for each in voters if isinstance(each, dict)] if isinstance(voters, list) else []
    originals = found.get("OriginalQuestionIds")
    rest = {key: said for key, said in found.items() if key not in ("Voters", "OriginalQuestionIds")}
    return _Said(
        _ids(people),
        _ids(originals if isinstance(originals, list) else []),
        cut_to(json.dumps(rest), _MAX_DETAIL) if rest else "",
    )


def _ids(values: Iterable[Any]) -> tuple[str, ...]:
    """The ids among values of JSON, none twice."""
    found: dict[str, None] = {}
    for each in values:
        try:
            found[canonical(str(each))] = None
        except ValueError:
            continue
    return tuple(found)[:_MAX_VOTERS]
