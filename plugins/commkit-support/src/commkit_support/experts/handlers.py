"""How experts are invited."""

from datetime import timedelta

from commkit import Conflict, Context, Invalid, NotFound
from commkit.members import Membership, MembershipKind, lock_member
from commkit_absences import absent_until
from commkit_support.experts import statements as sql
from commkit_support.experts.facts import ExpertInvited
from commkit_support.experts.feature import ExpertSettings, expert_feature
from commkit_support.experts.messages import InviteExpert
from commkit_support.experts.records import ExpertInvitation
from commkit_support.policy import open_question

WEEK = timedelta(days=7)


@expert_feature.handles(InviteExpert)
def invite_expert(context: Context, command: InviteExpert) -> ExpertInvitation:
    """The lock of the member counts two invitations at once both."""
    question = open_question(context, command.question, need="support.invite_expert")
    member = context.get(Membership, command.member)
    if member.kind is not MembershipKind.PERSON or member.id == question.author:
        raise Invalid.field("member", "not_invitable", "name a person who is not the asker")
    if not lock_member(context, member.id):
        raise NotFound("support.no_such_member", "there is no such member any more")
    if (absence := absent_until(context, member.id)) is not None:
        raise Conflict(
            "support.out_of_office",
            f"this member is out of office until {absence.until:%Y-%m-%d}; choose somebody else",
        )
    invitation = ExpertInvitation(question.id, member.id, context.member_or_none, context.now)
    limit = context.settings(ExpertSettings).invitations_a_week
    ((recent,),) = context.rows(sql.RECENT, member=member.id, since=context.now - WEEK)
    if recent >= limit:
        raise Conflict(
            "support.invited_enough",
            f"this member was invited {recent} times in seven days, and {limit} is the limit; choose somebody else",
            limit=limit,
        )
    if not context.run(sql.ADD, invitation):
        raise Conflict("support.invited_already", "this member was invited to this question already")
    context.emit(ExpertInvited(question=question.id, member=member.id))
    return invitation
