"""The messages about duplicates."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, Items, Page, Query
from commkit.posts import Post, PostId
from commkit_qa.duplicates.records import DuplicateChain, DuplicateMark, Redirect


@frozen
class MarkDuplicate(Command[DuplicateMark]):
    """Say that a question was asked before. It is a proposal until `ConfirmDuplicate`; twice changes nothing.

    Attributes:
        question: The duplicate.
        of: The question that it is a duplicate of; both must be visible to who says so.

    Raises:
        Invalid: One of the two is no question, or both are the same.
        Conflict: It is a duplicate already (`qa.already_duplicate`), the other one is a duplicate of this one
            (`qa.duplicate_circle`), this was rejected (`qa.duplicate_rejected`), or ten proposals wait for an answer
            (`qa.too_many_proposals`).
    """

    permission = "qa.mark_duplicate"
    granted_to = "member"
    personal = ()

    question: PostId
    of: PostId


@frozen
class ConfirmDuplicate(Command[DuplicateMark]):
    """Agree that a question is a duplicate, by its asker or who settles questions; it is closed, unless it is solved.

    Attributes:
        question: The duplicate.
        of: What it is a duplicate of, as it was proposed.

    Raises:
        NotFound: Nobody proposed that (`qa.no_proposal`), or one of them, or the root, is not visible to this actor.
        Conflict: It is a duplicate already, it would be a duplicate of itself (`qa.duplicate_circle`), one of them was
            removed, or something changed in the meantime (`qa.stale_duplicate`).
    """

    permission = "qa.close"
    personal = ()

    question: PostId
    of: PostId


@frozen
class RejectDuplicate(Command[DuplicateMark]):
    """Disagree with a proposal, by the asker or who settles questions; only the latter may propose it again.

    Attributes:
        question: What is said to be a duplicate.
        of: What it is said to be a duplicate of.

    Raises:
        NotFound: Nobody proposed that (`qa.no_proposal`).
        Conflict: It was confirmed (`qa.already_duplicate`); open the question again to take that back.
    """

    permission = "qa.close"
    personal = ()

    question: PostId
    of: PostId


@frozen
class MergeDuplicate(Command[Post]):
    """Merge a confirmed duplicate into its root: its answers become answers there, all the rest comments.

    It moves each answer by `posts.MovePost`, and then merges by `posts.MergeThreads`, so the actor needs `posts.move`,
    too. Nothing that anybody wrote is lost; an accepted answer of the duplicate becomes an ordinary one.

    Attributes:
        question: The duplicate.

    Raises:
        Conflict: It is no confirmed duplicate (`qa.no_duplicate`), or posts cannot be moved there.
    """

    permission = "qa.merge_duplicates"
    personal = ()

    question: PostId


@frozen
class ReadRedirects(Query[tuple[Redirect, ...]]):
    """Where the readers of some questions are sent: of those that are confirmed duplicates, in one statement.

    What is left out is no duplicate, or the reader may not see both ends.

    Attributes:
        questions: At most 100.
    """

    permission = "qa.read_duplicates"
    granted_to = "visitor"

    questions: Annotated[tuple[PostId, ...], Items(max=100)]


@frozen
class ExplainDuplicate(Query[DuplicateChain]):
    """Why a question is a duplicate: the chain to the question that its readers are sent to, with who agreed to what.

    Attributes:
        question: The question.

    Raises:
        NotFound: There is no such question for this actor.
    """

    permission = "qa.read_duplicates"
    granted_to = "visitor"
    personal = ()

    question: PostId


@frozen
class ListDuplicateMarks(Query[Page[DuplicateMark]]):
    """All that was said about one question being a duplicate, proposals and rejected ones too, the oldest `of` first.

    Attributes:
        question: The question.
        after: The `next` of the page before.
        limit: Marks on a page, 1 to 100.

    Raises:
        NotFound: There is no such question for this actor.
    """

    permission = "qa.read_duplicates"
    granted_to = "visitor"
    personal = ()

    question: PostId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ListDuplicates(Query[Page[DuplicateMark]]):
    """The confirmed duplicates of a question, in the order in which they were asked.

    Attributes:
        root: The question to which they lead.
        after: The `next` of the page before.
        limit: Marks on a page, 1 to 100.

    Raises:
        NotFound: There is no such question for this actor.
    """

    permission = "qa.read_duplicates"
    granted_to = "visitor"
    personal = ()

    root: PostId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen(kw_only=True)
class ListProposedDuplicates(Query[Page[DuplicateMark]]):
    """The proposals that wait for an answer, by question in the order in which these were asked.

    Attributes:
        after: The `next` of the page before.
        limit: Marks on a page, 1 to 100.
    """

    permission = "qa.read_duplicates"
    granted_to = "visitor"
    personal = ()

    after: str | None = None
    limit: int = 20
