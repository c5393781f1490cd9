"""The feature of minors' safety."""

from commkit import Feature, NotificationKind
from commkit.notifications import MailDelay
from commkit_minors.facts import (
    SEE_AGES,
    AgeCheckDue,
    ConversationSeparated,
    GuardianAccepted,
    GuardianInvited,
    MinorLimitsSet,
    ProtectionChanged,
)
from commkit_minors.hours.queries import mail_waits_until
from commkit_minors.ports import AgePort
from commkit_minors.records import (
    AllowedContact,
    FamiliarGroups,
    Guardianship,
    MinorSettings,
    MySafety,
)
from commkit_minors.rules.records import MinorsSettings
from commkit_minors.tables import metadata

GUARD = "minors.guard"
"""The permission to be a guardian and what goes with it."""
safety_feature = Feature(
    "minors.safety",
    tables=metadata,
    migrations="commkit_minors.migrations",
    settings=MinorsSettings(),
    requires=("posts", "spaces", "notifications"),
    collects=(FamiliarGroups,),
    declares=(MailDelay("minors.quiet_hours", mail_waits_until),),
    port_types=(AgePort,),
    grants={"system": {SEE_AGES}},
    system_only=(SEE_AGES,),
    persons_only=(GUARD, "minors.invite_guardian"),
    facts=(
        AgeCheckDue,
        ProtectionChanged,
        ConversationSeparated,
        GuardianInvited,
        GuardianAccepted,
        MinorLimitsSet,
    ),
    records=(AllowedContact, Guardianship, MinorSettings, MySafety),
    notification_kinds=(
        NotificationKind(
            name="minors.guardian_invited",
            summary="Somebody asks you to be their guardian here.",
            sentence="{by} asks you to be their guardian here.",
        ),
        NotificationKind(
            name="minors.guardian_accepted",
            summary="Somebody is your guardian here now.",
            sentence="{by} is your guardian here now.",
        ),
        NotificationKind(
            name="minors.limits_set",
            summary="A guardian changed your limits.",
            sentence="{by} changed what you may do here.",
        ),
        NotificationKind(
            name="minors.separated",
            summary="You are out of a conversation with somebody whom the rules here count as a stranger.",
            sentence="You are out of a conversation: by the rules here its members have to know each other.",
        ),
    ),
)
"""Quiet rules for minors."""
