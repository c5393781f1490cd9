"""The feature of the scope charter, with the topics that hold until stewards change them."""

from attrs import evolve

from commkit import Feature, NotificationKind
from commkit_qa import QUESTION
from commkit_support.charter.facts import (
    HelpDeskAsked,
    PrivateDataMasked,
    PublishedAnyway,
    SafetyRaised,
    ScopeCharterChanged,
    ScopeOffered,
)
from commkit_support.charter.records import (
    ScopeCharter,
    ScopeCheck,
    ScopeNumbers,
    ScopeTopic,
    TopicAction,
    TopicFinder,
)
from commkit_support.policy import AGENT, MEMBER, MIGRATIONS, STEWARD, SYSTEM_ROLE

PRIVATE_QUESTION = evolve(QUESTION, name="private_question")
"""The kind of question that only its asker and staff see; a type that has the charter has it, too."""

READ_PRIVATE = "support.read_private_questions"

_BILLING = ScopeTopic(
    "support.billing",
    title="Billing",
    why="Only the help desk sees your account: ask it about invoices, payments and refunds.",
    action=TopicAction.OFFER,
    words=("billing", "chargeback", "double charge*", "invoice*", "payment failed", "refund*"),
)
_SAFETY = ScopeTopic(
    "support.safety",
    title="Safety",
    why="Stop using it. If somebody is in danger, call the emergency services; then tell the help desk.",
    action=TopicAction.OFFER,
    finder=TopicFinder.SAFETY,
)
_PERSONAL_DATA = ScopeTopic(
    "support.personal_data",
    title="Personal data",
    why="Everybody reads this: what is private is masked. Send the help desk what only it may know.",
    action=TopicAction.MASK,
    finder=TopicFinder.PRIVATE,
)

charter_feature = Feature(
    "support.charter",
    migrations=MIGRATIONS,
    requires=("support.handoff", "support.yielding"),
    collects=(ScopeTopic,),
    declares=(_BILLING, _SAFETY, _PERSONAL_DATA),
    grants={
        "visitor": {"support.read_charter"},
        MEMBER: {"support.check_scope", "support.publish_anyway", "support.ask_help_desk"},
        AGENT: {READ_PRIVATE, "support.read_scope_offers", "support.read_scope_numbers"},
        STEWARD: {
            READ_PRIVATE,
            "support.read_scope_offers",
            "support.read_scope_numbers",
            "support.change_charter",
        },
        SYSTEM_ROLE: {READ_PRIVATE},
    },
    explicit_permissions=("support.publish_anyway",),
    facts=(
        ScopeCharterChanged,
        ScopeOffered,
        PublishedAnyway,
        HelpDeskAsked,
        SafetyRaised,
        PrivateDataMasked,
    ),
    records=(ScopeCharter, ScopeNumbers, ScopeCheck, ScopeTopic),
    notification_kinds=(
        NotificationKind(
            name="support.safety_raised",
            summary="You are staff, and a question or a reply tells of danger.",
            sentence="“{title}” tells of danger.",
            channels=("inbox", "mail"),
        ),
        NotificationKind(
            name="support.private_data_masked",
            summary="Private data was masked in what you wrote.",
            sentence="Private data was masked in “{title}”, as others read it.",
        ),
    ),
)
"""What a community never answers."""
