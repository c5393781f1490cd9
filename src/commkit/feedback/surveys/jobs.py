"""Inviting the audience of a survey, in batches; each batch is a command of the worker."""

from datetime import datetime

from attrs import field, frozen

from commkit.feedback.feature import FeedbackSettings, feedback
from commkit.feedback.surveys import statements as sql
from commkit.feedback.surveys.facts import SurveyInvitationsSent
from commkit.feedback.surveys.records import Survey, SurveyId
from commkit.notifications import NotifyMembers
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import FIRST_ID


@frozen
class NotifySurveyAudience(Command[None]):
    """Invite the next batch of a survey's audience; for the host only.

    Attributes:
        survey: The survey.
        after: The last member of the previous batch; None for the first batch.
    """

    permission = "feedback.notify"

    survey: SurveyId
    after: MemberId | None = field(default=None, kw_only=True)


BATCH_SIZE = 500
"""Members in one batch."""


@feedback.handles(NotifySurveyAudience)
def notify_survey_audience(context: Context, command: NotifySurveyAudience) -> None:
    """Invite a batch and schedule the next one in the same transaction."""
    survey = context.get(Survey, command.survey)
    if not context.run(sql.LOCK_OPEN, id=survey.id, now=context.now):
        return
    cutoff = recontact_cutoff(context)
    members = context.rows(
        sql.ELIGIBLE_MEMBERS[survey.role is not None, survey.staff is not None, survey.audience is not None],
        survey=survey.id,
        role=survey.role,
        staff=survey.staff,
        audience=survey.audience,
        min_trust=survey.min_trust,
        after=command.after or FIRST_ID,
        cutoff=cutoff,
        size=BATCH_SIZE,
    )
    invited = tuple(member for (member,) in members if record_contact(context, member, cutoff))
    if invited:
        record_invitations(context, survey, invited)
        context.do(
            NotifyMembers(kind="feedback.survey_invitation", to=invited, record="Survey", object=survey.id)
        )
    if len(members) == BATCH_SIZE:
        schedule_command(
            context, NotifySurveyAudience(survey.id, after=members[-1][0]), at=context.now, as_system=True
        )


def recontact_cutoff(context: Context) -> datetime:
    """Members who were last invited before this time may be invited again."""
    return context.now - context.settings(FeedbackSettings).recontact_period


def record_contact(context: Context, member: MemberId, cutoff: datetime) -> bool:
    """Record that a member is invited now; False if they were invited after the cutoff."""
    return context.run(sql.RECORD_CONTACT, member=member, invited_at=context.now, cutoff=cutoff) == 1


def record_invitations(context: Context, survey: Survey, members: tuple[MemberId, ...]) -> int:
    """Record invitations, except to members who participated in the meantime; return how many."""
    invited = sum(
        context.run(sql.ADD_INVITED, survey=survey.id, member=member, invited_at=context.now, answered=False)
        for member in members
    )
    if invited:
        context.run(sql.COUNT_INVITED, id=survey.id, members=invited)
        context.emit(SurveyInvitationsSent(survey=survey.id, members=invited))
    return invited
