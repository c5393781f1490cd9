"""How long invitations and restrictions that have ended are kept."""

from datetime import timedelta

from commkit.members.invitations.tables import invitation, quota
from commkit.members.kept_restrictions.tables import kept_restriction
from commkit.runtime.storage.retention import Retention

MEMBER_RETENTION = (
    Retention(
        "invitations",
        table=invitation,
        age=invitation.c.expires_at,
        default=timedelta(days=90),
        purpose="Invitations that have expired.",
    ),
    Retention(
        "invitation_quotas",
        table=quota,
        age=quota.c.month,
        default=timedelta(days=62),
        by_key=True,
        purpose="How many invitations a member made in one month.",
    ),
    Retention(
        "kept_restrictions",
        table=kept_restriction,
        age=kept_restriction.c.until,
        default=timedelta(hours=1),
        by_key=True,
        purpose="Restrictions of people who were erased, once they have ended.",
    ),
)
"""What every Kit keeps for a time."""
