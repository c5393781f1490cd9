"""The messages about experts."""

from attrs import field, frozen

from commkit import Command, MemberId, Query
from commkit.posts import PostId
from commkit_support.experts.records import Expert, ExpertInvitation


@frozen
class ListExperts(Query[tuple[Expert, ...]]):
    """Who is likely to know the answer to a question.

    Those who can be asked now stand ahead, of them those with the most evidence (accepted and endorsed answers to
    questions that share a tag with this one), and of these those with the least load. The asker is not among them.

    Attributes:
        question: The question.
        limit: At most so many, 1 to 50.
    """

    permission = "support.read_experts"

    question: PostId
    limit: int = field(default=10, kw_only=True)


@frozen
class InviteExpert(Command[ExpertInvitation]):
    """Invite a member to answer a question; they are notified. Nobody is invited more often than the settings allow.

    Attributes:
        question: The question.
        member: A person among the members.

    Raises:
        Invalid: The post is not a question; an agent, or the asker, is named.
        NotFound: There is no such question or member for this actor.
        Conflict: The question is solved or closed, or was removed; the member is out of office, was invited to it
            already, or was invited often enough in the last seven days (`support.invited_enough`).
    """

    permission = "support.invite_expert"

    question: PostId
    member: MemberId
