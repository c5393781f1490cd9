"""The statements of the mails of an issue. They check no visibility: what a mail holds is asked as its reader."""

from sqlalchemy import bindparam, exists, func, literal, select, update

from commkit.members import CURRENT_STATUSES, membership
from commkit.storage import Id, UtcDateTime, insert_if_absent, statement
from commkit_media.newsletters.sending.records import IssueMailState, Recipient
from commkit_media.newsletters.statements import is_in
from commkit_media.tables import issue_mail, newsletter_subscription

_HERE = issue_mail.c.community_id == bindparam("community_id")
_OF = _HERE & (issue_mail.c.issue == bindparam("issue", type_=Id))
_THIS = _OF & (issue_mail.c.subscription == bindparam("subscription", type_=Id))
_NOW = bindparam("now", type_=UtcDateTime)
_FIRST, _LAST = bindparam("first", type_=Id), bindparam("last", type_=Id)
_IN_BATCH = _OF & (issue_mail.c.subscription >= _FIRST) & (issue_mail.c.subscription <= _LAST)
_CONFIRMED = (
    (newsletter_subscription.c.community_id == bindparam("community_id"))
    & (newsletter_subscription.c.newsletter == bindparam("newsletter", type_=Id))
    & newsletter_subscription.c.confirmed_at.is_not(None)
    & (newsletter_subscription.c.confirmed_at <= bindparam("at", type_=UtcDateTime))
)

SUBSCRIBERS = statement(
    lambda: (
        select(newsletter_subscription.c.id)
        .where(_CONFIRMED, newsletter_subscription.c.id > bindparam("after", type_=Id))
        .order_by(newsletter_subscription.c.id)
        .limit(bindparam("size"))
    )
)
ADD_BATCH = statement(
    lambda: insert_if_absent(issue_mail).from_select(
        ["community_id", "issue", "subscription", "state", "changed_at"],
        select(
            newsletter_subscription.c.community_id,
            bindparam("issue", type_=Id),
            newsletter_subscription.c.id,
            literal(IssueMailState.DUE, issue_mail.c.state.type),
            bindparam("now", type_=UtcDateTime),
        ).where(_CONFIRMED, newsletter_subscription.c.id >= _FIRST, newsletter_subscription.c.id <= _LAST),
    )
)
"""The mails of a batch; those that are there stay as they are."""

_SAME = (newsletter_subscription.c.community_id == issue_mail.c.community_id) & (
    newsletter_subscription.c.id == issue_mail.c.subscription
)
RECIPIENTS = statement(
    lambda: (
        select(
            issue_mail.c.subscription,
            issue_mail.c.state,
            newsletter_subscription.c.member,
            membership.c.key,
            membership.c.name,
            membership.c.status.in_(CURRENT_STATUSES),
            is_in(bindparam("group", type_=Id), newsletter_subscription.c.member),
            func.coalesce(newsletter_subscription.c.address, ""),
        )
        .select_from(
            issue_mail.outerjoin(
                newsletter_subscription, _SAME & newsletter_subscription.c.confirmed_at.is_not(None)
            ).outerjoin(
                membership,
                (membership.c.community_id == issue_mail.c.community_id)
                & (membership.c.id == newsletter_subscription.c.member),
            )
        )
        .where(_IN_BATCH, issue_mail.c.state.in_((IssueMailState.DUE, IssueMailState.SENDING)))
        .order_by(issue_mail.c.subscription)
    ),
    into=Recipient,
)
CLAIM = statement(
    lambda: (
        update(issue_mail)
        .values(state=IssueMailState.SENDING, changed_at=_NOW)
        .where(
            _THIS,
            issue_mail.c.state == IssueMailState.DUE,
            exists().where(_SAME, newsletter_subscription.c.confirmed_at.is_not(None)),
        )
    )
)
"""Lets one worker send a mail, once, and only to who still subscribes."""
BY_ADDRESS = statement(
    lambda: (
        select(issue_mail.c.subscription, issue_mail.c.state)
        .select_from(issue_mail.join(newsletter_subscription, _SAME))
        .where(
            _OF,
            newsletter_subscription.c.newsletter == bindparam("newsletter", type_=Id),
            newsletter_subscription.c.who == bindparam("who"),
            newsletter_subscription.c.member.is_(None),
        )
        .with_for_update(of=issue_mail)
    )
)
"""The mail of an issue to an address, locked: nobody claims it until the end of the transaction."""
MOVE = statement(
    lambda: (
        update(issue_mail)
        .values(state=bindparam("to"), changed_at=_NOW)
        .where(_THIS, issue_mail.c.state.in_(bindparam("from_states", expanding=True)))
    )
)
COUNTS = statement(lambda: select(issue_mail.c.state, func.count()).where(_OF).group_by(issue_mail.c.state))
