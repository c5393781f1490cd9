"""The statements about experts. What the reader may not see is no evidence to them."""

from typing import Any

from sqlalchemy import and_, bindparam, exists, func, select

from commkit.members import MembershipKind, MembershipStatus, membership
from commkit.posts import Post
from commkit.storage import Id, UtcDateTime, Visible, insert_if_absent, statement, visible_statement
from commkit_absences import is_absent
from commkit_support.assignment.statements import load_of
from commkit_support.endorsements.statements import accepted_answers, answer, has_tag, question
from commkit_support.tables import endorsement, expert_invitation

_HERE: Any = bindparam("community_id")
_SINCE = bindparam("since", type_=UtcDateTime)


def _accepted(visible: Visible) -> Any:
    return (
        accepted_answers(has_tag(question), visible(Post, question), answer.c.author.is_not(None))
        .with_only_columns(answer.c.author.label("member"), func.count().label("accepted"))
        .group_by(answer.c.author)
    ).subquery("evidence")


def _endorsed(member: Any, visible: Visible) -> Any:
    """How many answers of a member about these tags were endorsed."""
    return (
        select(func.count())
        .select_from(
            answer.join(
                question,
                and_(question.c.community_id == answer.c.community_id, question.c.id == answer.c.thread),
            )
        )
        .where(
            answer.c.community_id == _HERE,
            answer.c.author == member,
            answer.c.removed_at.is_(None),
            question.c.removed_at.is_(None),
            has_tag(question),
            visible(Post, question),
            exists(
                select(endorsement.c.answer).where(
                    endorsement.c.community_id == answer.c.community_id, endorsement.c.answer == answer.c.id
                )
            ),
        )
        .scalar_subquery()
    )


def _experts(visible: Visible) -> Any:
    evidence = _accepted(visible)
    member = membership.c.id
    invited = expert_invitation.c
    recent = (
        select(func.count())
        .select_from(expert_invitation)
        .where(
            invited.community_id == membership.c.community_id, invited.member == member, invited.at > _SINCE
        )
        .correlate(membership)
        .scalar_subquery()
    )
    here = exists(
        select(invited.member).where(
            invited.community_id == membership.c.community_id,
            invited.question == bindparam("question", type_=Id),
            invited.member == member,
        )
    )
    return (
        select(
            member,
            membership.c.name,
            membership.c.staff,
            evidence.c.accepted,
            _endorsed(evidence.c.member, visible),
            load_of(membership.c.community_id, member),
            here,
            recent,
            is_absent(membership.c.community_id, member),
        )
        .select_from(membership.join(evidence, evidence.c.member == member))
        .where(
            membership.c.community_id == _HERE,
            membership.c.status == MembershipStatus.ACTIVE,
            membership.c.kind == MembershipKind.PERSON,
            member != bindparam("asker", type_=Id),
        )
        .order_by(evidence.c.accepted.desc(), member)
        .limit(bindparam("size"))
    )


EXPERTS = visible_statement(_experts)
"""Active people with accepted answers about some tags: the evidence, the load, and what speaks against asking them."""

ADD = statement(lambda: insert_if_absent(expert_invitation))
RECENT = statement(
    lambda: select(func.count()).where(
        expert_invitation.c.community_id == _HERE,
        expert_invitation.c.member == bindparam("member", type_=Id),
        expert_invitation.c.at > _SINCE,
    )
)
"""How often a member was invited since a moment."""
