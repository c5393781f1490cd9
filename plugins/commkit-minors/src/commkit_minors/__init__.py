"""Minors' safety for commkit: age bands from the host, and quiet rules, in any community type.

A community type names the feature `minors.safety`, and declares with `FamiliarGroups` in which groups people know each
other. Other plugins leave minors out of their lists of people by `visible.listed(membership)`.
"""

from commkit_minors import explanations as _explanations
from commkit_minors import subscribers as _subscribers
from commkit_minors import visibility as _visibility
from commkit_minors.ages import reactions as _ages_reactions
from commkit_minors.ages import subscribers as _ages_subscribers
from commkit_minors.ages.jobs import CheckAge, CheckAllAges, StoreAge
from commkit_minors.ages.queries import protected_among
from commkit_minors.ages.statements import is_unprotected
from commkit_minors.conversations import reactions as _conversations_reactions
from commkit_minors.facts import (
    AgeCheckDue,
    ConversationSeparated,
    GuardianAccepted,
    GuardianInvited,
    MinorLimitsSet,
    ProtectionChanged,
)
from commkit_minors.feature import safety_feature
from commkit_minors.guardians import handlers as _guardians_handlers
from commkit_minors.guardians import queries as _guardians_queries
from commkit_minors.guardians.messages import (
    AcceptGuardianship,
    AllowContact,
    DisallowContact,
    EndGuardianship,
    InviteGuardian,
    ReadMinorSettings,
    ReadMySafety,
    SetMinorLimits,
)
from commkit_minors.hours import gates as _hours_gates
from commkit_minors.links import gates as _links_gates
from commkit_minors.links import reactions as _links_reactions
from commkit_minors.plugin import Minors
from commkit_minors.policy import VOICE_LINKS
from commkit_minors.ports import AgeAnswer, AgePort
from commkit_minors.records import (
    AgeBand,
    AllowedContact,
    FamiliarGroups,
    Guardianship,
    GuardianSource,
    MemberAge,
    MinorLimits,
    MinorSettings,
    MySafety,
)
from commkit_minors.rules.records import MinorsSettings

__all__ = [
    "VOICE_LINKS",
    "AcceptGuardianship",
    "AgeAnswer",
    "AgeBand",
    "AgeCheckDue",
    "AgePort",
    "AllowContact",
    "AllowedContact",
    "CheckAge",
    "CheckAllAges",
    "ConversationSeparated",
    "DisallowContact",
    "EndGuardianship",
    "FamiliarGroups",
    "GuardianAccepted",
    "GuardianInvited",
    "GuardianSource",
    "Guardianship",
    "InviteGuardian",
    "MemberAge",
    "MinorLimits",
    "MinorLimitsSet",
    "MinorSettings",
    "Minors",
    "MinorsSettings",
    "MySafety",
    "ProtectionChanged",
    "ReadMinorSettings",
    "ReadMySafety",
    "SetMinorLimits",
    "StoreAge",
    "is_unprotected",
    "protected_among",
    "safety_feature",
]

del (
    _ages_reactions,
    _ages_subscribers,
    _conversations_reactions,
    _explanations,
    _guardians_handlers,
    _guardians_queries,
    _hours_gates,
    _links_gates,
    _links_reactions,
    _subscribers,
    _visibility,
)
