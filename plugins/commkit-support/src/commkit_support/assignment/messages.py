"""The messages about assignments."""

from attrs import field, frozen

from commkit import Command, MemberId, Page, Query
from commkit.posts import PostId
from commkit_support.assignment.records import Assignment


@frozen
class AssignQuestion(Command[Assignment]):
    """Let a member care for a question, in place of whoever does until now.

    Attributes:
        question: The question.
        member: A person among the members.

    Raises:
        Invalid: The post is not a question, or an agent is named.
        NotFound: There is no such question or member for this actor.
        Conflict: It is solved or closed, or was removed; the member is out of office, or cares for as many questions as
            the load limit allows (`support.load_limit`).
    """

    permission = "support.assign"

    question: PostId
    member: MemberId


@frozen
class TakeQuestion(Command[Assignment]):
    """Care for a question oneself.

    Raises:
        Invalid: The post is not a question.
        Conflict: As for `AssignQuestion`; or somebody else cares for it already.
    """

    permission = "support.take"

    question: PostId


@frozen
class UnassignQuestion(Command[None]):
    """Care for a question no longer, or let somebody no longer care for it.

    Raises:
        NotFound: Nobody cares for it, as far as this actor may know.
    """

    permission = "support.unassign"

    question: PostId


@frozen(kw_only=True)
class ListMyAssignments(Query[Page[Assignment]]):
    """The questions that one cares for and that are neither settled nor removed, the one to be reminded of first ahead.

    Attributes:
        after: The `next` of the page before.
        limit: Questions on a page, 1 to 100.
    """

    permission = "support.read_own_assignments"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class ListAssignments(Query[Page[Assignment]]):
    """The same of a member, for staff.

    Attributes:
        member: The member.
        after: The `next` of the page before.
        limit: Questions on a page, 1 to 100.
    """

    permission = "support.read_assignments"
    personal = ()

    member: MemberId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
