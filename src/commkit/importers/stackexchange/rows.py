"""How rows of a dump become the records of importers, or the reason why a row is skipped."""

from typing import Any

from commkit.importers.kept.records import ExternalBadge, ExternalBounty, ExternalLink, ExternalPostEvent
from commkit.importers.records import ExternalMember, ExternalPost, ExternalTag, ExternalVote
from commkit.importers.stackexchange.codes import BadgeClass, LinkType, PostType, VoteType
from commkit.importers.stackexchange.dump import Row
from commkit.importers.stackexchange.fields import (
    LINE_ENDS,
    DumpRowRejected,
    canonical,
    clean_names,
    code,
    flag,
    id_of,
    in_range,
    licence_of,
    malformed,
    maybe,
    moment,
    tags_of,
    text_of,
    value,
)
from commkit.importers.stackexchange.history import HistoryReader, HistoryRecord, WikiParts
from commkit.importers.stackexchange.parsing import parse_int
from commkit.importers.tag_wikis.records import ExternalTagWiki
from commkit.members import NAME_LENGTH
from commkit.runtime.values.clusters import cut_to

_MAX_TITLE_LENGTH = 300
_MAX_UPVOTES = 1_000_000
"""Of one comment; sums of greater numbers would not fit the counters."""
_MAX_BOUNTY = 1_000_000

_NO_POST = {
    PostType.ORPHANED_TAG_WIKI: "orphaned tag wiki",
    PostType.MODERATOR_NOMINATION: "moderator nomination",
    PostType.WIKI_PLACEHOLDER: "wiki placeholder",
    PostType.PRIVILEGE_WIKI: "privilege wiki",
}
_TAG_WIKIS = (PostType.TAG_WIKI, PostType.TAG_WIKI_EXCERPT)
_VOTES = {
    VoteType.ACCEPTED_BY_ORIGINATOR: "acceptances",
    VoteType.UP_MOD: "up votes",
    VoteType.DOWN_MOD: "down votes",
    VoteType.FAVORITE: "favourites",
}
_EVENTS = {
    VoteType.OFFENSIVE: "offensive flag",
    VoteType.CLOSE: "close vote",
    VoteType.REOPEN: "reopen vote",
    VoteType.DELETION: "deletion vote",
    VoteType.UNDELETION: "undeletion vote",
    VoteType.SPAM: "spam flag",
    VoteType.INFORM_MODERATOR: "moderator informed",
    VoteType.MODERATOR_REVIEW: "moderator review",
    VoteType.APPROVE_EDIT_SUGGESTION: "approved edit",
}
_LINKS = {LinkType.LINKED: "linked", LinkType.DUPLICATE: "duplicate"}


class DumpRowReader:
    """Reads rows; each method reads a row of one table and raises DumpRowRejected where it cannot be imported.

    Args:
        source: The prefix of the keys of members.
        wikis: The posts that are parts of tags' wikis.

    Attributes:
        truncated: How many names and titles were truncated so far.
    """

    def __init__(self, source: str, wikis: WikiParts) -> None:
        self._source = source
        self._wikis = wikis
        self._history = HistoryReader(self._name, lambda text: self._line(text, _MAX_TITLE_LENGTH), wikis)
        self.truncated = 0

    def member(self, row: Row) -> ExternalMember:
        """A row of Users."""
        id = id_of(row)
        return ExternalMember(
            external_id=id,
            key=f"{self._source}:{id}",
            name=self._name(row, "DisplayName") or f"user{id}",
            joined_at=moment(row, "CreationDate"),
        )

    def tag(self, row: Row) -> ExternalTag:
        """A row of Tags."""
        (name,) = value(row, "TagName", lambda text: clean_names((text,)))
        reserved = maybe(row, "IsModeratorOnly", flag) or False
        return ExternalTag(external_id=id_of(row), name=name, reserved=reserved)

    def question(self, row: Row) -> ExternalPost | ExternalTagWiki | None:
        """A row of Posts that is a question, or a part of a tag's wiki; None for an answer."""
        kind = code(row, "PostTypeId", PostType)
        if kind is PostType.ANSWER:
            return None
        if kind in _TAG_WIKIS:
            return self._tag_wiki(row)
        if kind is not PostType.QUESTION:
            unknown = f"post type {parse_int(row['PostTypeId'])} unknown"
            raise DumpRowRejected(_NO_POST[kind] if kind else unknown, post=id_of(row))
        return self._post(row, is_answer=False)

    def answer(self, row: Row) -> ExternalPost | None:
        """A row of Posts that is an answer; None for others, which `question` reads."""
        try:
            kind = code(row, "PostTypeId", PostType)
        except DumpRowRejected:
            return None
        return self._post(row, is_answer=True) if kind is PostType.ANSWER else None

    def comment(self, row: Row) -> ExternalPost:
        """A row of Comments."""
        upvotes = max(maybe(row, "Score", parse_int) or 0, 0)
        if upvotes > _MAX_UPVOTES:
            malformed("Score")
        return ExternalPost(
            external_id=id_of(row),
            parent=id_of(row, "PostId"),
            author=maybe(row, "UserId", canonical),
            author_name=self._name(row, "UserDisplayName"),
            body=text_of(row, "Text"),
            markup="markdown",
            created_at=moment(row, "CreationDate"),
            upvotes=upvotes,
            licence=licence_of(row),
        )

    def vote(self, row: Row) -> ExternalVote | ExternalBounty | ExternalPostEvent:
        """A row of Votes: a vote, a bounty, or what somebody proposed or decided about a post."""
        kind = code(row, "VoteTypeId", VoteType)
        if kind is None:
            raise DumpRowRejected(f"vote type {parse_int(row['VoteTypeId'])} unknown")
        id = id_of(row)
        said: dict[str, Any] = {
            "post": id_of(row, "PostId"),
            "member": maybe(row, "UserId", canonical),
            "at": moment(row, "CreationDate"),
        }
        if kind in _VOTES:
            return ExternalVote(external_id=id, kind=_VOTES[kind], **said)
        if kind in _EVENTS:
            # Their ids are those of another table than the ids of other events.
            return ExternalPostEvent(external_id=f"vote {id}", kind=_EVENTS[kind], **said)
        amount = maybe(row, "BountyAmount", parse_int) or 0
        if not 0 <= amount <= _MAX_BOUNTY:
            malformed("BountyAmount")
        return ExternalBounty(external_id=id, amount=amount, ended=kind is VoteType.BOUNTY_CLOSE, **said)

    def link(self, row: Row) -> ExternalLink:
        """A row of PostLinks."""
        kind = code(row, "LinkTypeId", LinkType) if row.get("LinkTypeId") else LinkType.LINKED
        if kind is None:
            raise DumpRowRejected(f"link type {parse_int(row['LinkTypeId'])} unknown")
        return ExternalLink(
            external_id=id_of(row),
            kind=_LINKS[kind],
            post=id_of(row, "PostId"),
            related=id_of(row, "RelatedPostId"),
            at=moment(row, "CreationDate"),
        )

    def badge(self, row: Row) -> ExternalBadge:
        """A row of Badges; dumps to 2015 do not have their class."""
        level = code(row, "Class", BadgeClass) if row.get("Class") else None
        if level is None and row.get("Class"):
            raise DumpRowRejected(f"badge class {parse_int(row['Class'])} unknown")
        return ExternalBadge(
            external_id=id_of(row),
            member=id_of(row, "UserId"),
            name=self._line(text_of(row, "Name"), NAME_LENGTH),
            level=level.name.lower() if level else "",
            of_tag=maybe(row, "TagBased", flag) or False,
            at=moment(row, "Date" if "Date" in row else "CreationDate"),
        )

    def history(self, row: Row | DumpRowRejected) -> HistoryRecord:
        """A row of PostHistory, unless it was rejected as it was sorted."""
        if isinstance(row, DumpRowRejected):
            raise row
        return self._history.read(row)

    def _tag_wiki(self, row: Row) -> ExternalTagWiki:
        id = id_of(row)
        if id not in self._wikis:
            raise DumpRowRejected("tag wiki without its tag", post=id)
        tag, part = self._wikis[id]
        edited = maybe(row, "LastEditDate", in_range)
        editor = maybe(row, "LastEditorUserId", canonical) if edited else None
        return ExternalTagWiki(
            external_id=id,
            tag=tag,
            part=part,
            text=text_of(row, "Body", blank=True),
            markup="html",
            member=editor or maybe(row, "OwnerUserId", canonical),
            member_name=self._name(row, "OwnerDisplayName"),
            at=edited or moment(row, "CreationDate"),
        )

    def _post(self, row: Row, *, is_answer: bool) -> ExternalPost:
        id = id_of(row)
        try:
            return ExternalPost(
                external_id=id,
                author=maybe(row, "OwnerUserId", canonical),
                author_name=self._name(row, "OwnerDisplayName"),
                body=text_of(row, "Body"),
                markup="html",
                created_at=moment(row, "CreationDate"),
                edited_at=maybe(row, "LastEditDate", in_range),
                wiki_since=maybe(row, "CommunityOwnedDate", in_range),
                licence=licence_of(row),
                **(_answer(row) if is_answer else self._question(row)),
            )
        except DumpRowRejected as refused:
            raise DumpRowRejected(refused.reason, post=id) from None

    def _question(self, row: Row) -> dict[str, Any]:
        return {
            "title": self._line(text_of(row, "Title"), _MAX_TITLE_LENGTH),
            "tags": maybe(row, "Tags", tags_of) or (),
            "active_at": maybe(row, "LastActivityDate", in_range),
            "closed_at": maybe(row, "ClosedDate", in_range),
            "accepted": maybe(row, "AcceptedAnswerId", canonical),
        }

    def _name(self, row: Row, attribute: str) -> str | None:
        """A name, or None where there is no visible one."""
        if not row.get(attribute, "").strip():
            return None
        try:
            return self._line(text_of(row, attribute), NAME_LENGTH)
        except DumpRowRejected:
            return None

    def _line(self, text: str, max_length: int) -> str:
        line = " ".join(LINE_ENDS.split(text)).strip()
        self.truncated += len(line) > max_length
        return cut_to(line, max_length)


def _answer(row: Row) -> dict[str, Any]:
    return {"parent": id_of(row, "ParentId")}
