"""Support communities for commkit: questions, answers, a first-reply clock, and handoffs to a help desk.

The file is as long as the list of what others may use of it.
"""

from commkit_support.assignment import handlers as _assignment_handlers
from commkit_support.assignment import offers as _assignment_offers
from commkit_support.assignment import queries as _assignment_queries
from commkit_support.assignment import reactions as _assignment_reactions
from commkit_support.assignment import subscribers as _assignment_subscribers
from commkit_support.assignment.facts import AssigneeReminded, QuestionAssigned, QuestionUnassigned
from commkit_support.assignment.feature import AssignmentSettings, assignment_feature
from commkit_support.assignment.messages import (
    AssignQuestion,
    ListAssignments,
    ListMyAssignments,
    TakeQuestion,
    UnassignQuestion,
)
from commkit_support.assignment.records import Assignment
from commkit_support.calendar.records import BusinessCalendar
from commkit_support.charter import gates as _charter_gates
from commkit_support.charter import handlers as _charter_handlers
from commkit_support.charter import offers as _charter_offers
from commkit_support.charter import queries as _charter_queries
from commkit_support.charter import reactions as _charter_reactions
from commkit_support.charter import subscribers as _charter_subscribers
from commkit_support.charter import visibility as _charter_visibility
from commkit_support.charter.facts import (
    HelpDeskAsked,
    PrivateDataMasked,
    PublishedAnyway,
    SafetyRaised,
    ScopeCharterChanged,
    ScopeOffered,
)
from commkit_support.charter.feature import PRIVATE_QUESTION, charter_feature
from commkit_support.charter.messages import (
    AskHelpDesk,
    ChangeScopeCharter,
    CheckScope,
    PublishAnyway,
    ReadScopeCharter,
    ReadScopeNumbers,
    ReadScopeOffer,
)
from commkit_support.charter.policy import mask_private
from commkit_support.charter.records import (
    CharterVersion,
    OfferState,
    ScopeCharter,
    ScopeCheck,
    ScopeNumbers,
    ScopeOffer,
    ScopeOfferId,
    ScopeTopic,
    TopicAction,
    TopicFinder,
)
from commkit_support.clock import handlers as _clock_handlers
from commkit_support.clock import offers as _clock_offers
from commkit_support.clock import queries as _clock_queries
from commkit_support.clock import reactions as _clock_reactions
from commkit_support.clock import subscribers as _clock_subscribers
from commkit_support.clock.facts import (
    FirstReplyDueSoon,
    FirstReplyOverdue,
    FirstReplyReceived,
    PriorityChanged,
    ResolutionDueSoon,
    ResolutionOverdue,
)
from commkit_support.clock.feature import NORMAL, ClockSettings, Priority, clock_feature
from commkit_support.clock.messages import CheckClocks, ReadClock, SetPriority
from commkit_support.clock.policy import promise_status
from commkit_support.clock.records import ClockReport, Goal, Promise, PromiseStatus, QuestionClock
from commkit_support.community_type import SUPPORT
from commkit_support.deflection import handlers as _deflection_handlers
from commkit_support.deflection import offers as _deflection_offers
from commkit_support.deflection import queries as _deflection_queries
from commkit_support.deflection import reactions as _deflection_reactions
from commkit_support.deflection.facts import DeflectionBooked, DeflectionReversed, TicketRecorded
from commkit_support.deflection.feature import DeflectionSettings, deflection_feature
from commkit_support.deflection.messages import (
    AcknowledgeIssue,
    ExplainBooking,
    ListLedgerEntries,
    ReadDeflection,
    RecordTicket,
)
from commkit_support.deflection.records import (
    BookingExplanation,
    Deflection,
    DeflectionGroup,
    Evidence,
    LedgerEntry,
    LedgerEntryId,
    Reversal,
    Ticket,
    TicketId,
)
from commkit_support.endorsements import explanations as _endorsements_explanations
from commkit_support.endorsements import handlers as _endorsements_handlers
from commkit_support.endorsements import offers as _endorsements_offers
from commkit_support.endorsements import queries as _endorsements_queries
from commkit_support.endorsements import subscribers as _endorsements_subscribers
from commkit_support.endorsements.facts import AnswerEndorsed, EndorsementWithdrawn
from commkit_support.endorsements.feature import EndorsementSettings, endorsement_feature
from commkit_support.endorsements.messages import EndorseAnswer, ListEndorsements, WithdrawEndorsement
from commkit_support.endorsements.records import Endorsement
from commkit_support.experts import handlers as _experts_handlers
from commkit_support.experts import offers as _experts_offers
from commkit_support.experts import queries as _experts_queries
from commkit_support.experts import subscribers as _experts_subscribers
from commkit_support.experts.facts import ExpertInvited
from commkit_support.experts.feature import ExpertSettings, expert_feature
from commkit_support.experts.messages import InviteExpert, ListExperts
from commkit_support.experts.records import Expert, ExpertInvitation, ExpertStatus
from commkit_support.handoff import explanations as _handoff_explanations
from commkit_support.handoff import gates as _handoff_gates
from commkit_support.handoff import offers as _handoff_offers
from commkit_support.handoff import queries as _handoff_queries
from commkit_support.handoff import reactions as _handoff_reactions
from commkit_support.handoff import subscribers as _handoff_subscribers
from commkit_support.handoff.facts import (
    HandoffAccepted,
    HandoffAnswered,
    HandoffDeclined,
    HandoffFailed,
    HandoffLinked,
    HandoffOffered,
    HandoffReturned,
)
from commkit_support.handoff.feature import HandoffSettings
from commkit_support.handoff.messages import (
    ListHandoffs,
    OfferHandoff,
    ReadHandoffBundle,
    RecordHandoffAccepted,
    RecordHandoffAnswered,
    RecordHandoffDeclined,
    RecordHandoffFailed,
    RecordHandoffLinked,
)
from commkit_support.handoff.ports import HelpDesk, HelpDeskRefused, HelpDeskUnreachable
from commkit_support.handoff.records import (
    Handoff,
    HandoffBundle,
    HandoffBundleReply,
    HandoffReceipt,
    HandoffState,
)
from commkit_support.known_issues import handlers as _known_issues_handlers
from commkit_support.known_issues import offers as _known_issues_offers
from commkit_support.known_issues import queries as _known_issues_queries
from commkit_support.known_issues import subscribers as _known_issues_subscribers
from commkit_support.known_issues.facts import (
    KnownIssueOpened,
    KnownIssueUpdated,
    QuestionLinked,
    QuestionUnlinked,
)
from commkit_support.known_issues.feature import known_issue_feature
from commkit_support.known_issues.messages import (
    CloseKnownIssue,
    CloseLinkedQuestions,
    LinkQuestion,
    ListKnownIssues,
    ListLinkedQuestions,
    OpenKnownIssue,
    ReadIssueOfQuestion,
    ReadKnownIssue,
    TellIssueStatus,
    UnlinkQuestion,
)
from commkit_support.known_issues.records import ClosedQuestions, IssueLink, KnownIssue, KnownIssueId
from commkit_support.plugin import Support
from commkit_support.policy import AGENT
from commkit_support.queues import queries as _queue_queries
from commkit_support.queues.messages import (
    ListUnansweredQuestions,
    ReadSupportMetrics,
)
from commkit_support.queues.records import QueuedQuestion, SupportMetrics
from commkit_support.redaction.policy import redact
from commkit_support.satisfaction import handlers as _satisfaction_handlers
from commkit_support.satisfaction import offers as _satisfaction_offers
from commkit_support.satisfaction import queries as _satisfaction_queries
from commkit_support.satisfaction import reactions as _satisfaction_reactions
from commkit_support.satisfaction import subscribers as _satisfaction_subscribers
from commkit_support.satisfaction.facts import RatingRequested, SolutionRated
from commkit_support.satisfaction.feature import SatisfactionSettings, satisfaction_feature
from commkit_support.satisfaction.messages import ListRatingComments, RateSolution, ReadSatisfaction
from commkit_support.satisfaction.records import AnsweredBy, GroupSatisfaction, Rating, Satisfaction
from commkit_support.saved_replies import handlers as _saved_replies_handlers
from commkit_support.saved_replies import offers as _saved_replies_offers
from commkit_support.saved_replies import queries as _saved_replies_queries
from commkit_support.saved_replies.facts import (
    SavedReplyCreated,
    SavedReplyDeleted,
    SavedReplyUpdated,
    SavedReplyUsed,
)
from commkit_support.saved_replies.feature import saved_reply_feature
from commkit_support.saved_replies.messages import (
    CreateSavedReply,
    DeleteSavedReply,
    ListSavedReplies,
    PreviewSavedReply,
    UpdateSavedReply,
    UseSavedReply,
)
from commkit_support.saved_replies.records import SavedReply, SavedReplyId
from commkit_support.yielding import explanations as _yielding_explanations
from commkit_support.yielding import gates as _yielding_gates
from commkit_support.yielding import handlers as _yielding_handlers
from commkit_support.yielding import offers as _yielding_offers
from commkit_support.yielding import queries as _yielding_queries
from commkit_support.yielding import reactions as _yielding_reactions
from commkit_support.yielding.facts import (
    AnswerHeld,
    HeldAnswerPublished,
    HeldAnswerWithdrawn,
    HeldAnswerYielded,
)
from commkit_support.yielding.feature import YieldSettings, yield_feature
from commkit_support.yielding.messages import (
    HoldAnswer,
    ListHeldAnswers,
    PublishHeldAnswer,
    ReadYieldNumbers,
    WithdrawHeldAnswer,
    YieldToAnswer,
)
from commkit_support.yielding.records import Bypass, HeldAnswer, HeldAnswerId, HeldState, YieldNumbers

__all__ = [
    "AGENT",
    "NORMAL",
    "PRIVATE_QUESTION",
    "SUPPORT",
    "AcknowledgeIssue",
    "AnswerEndorsed",
    "AnswerHeld",
    "AnsweredBy",
    "AskHelpDesk",
    "AssignQuestion",
    "AssigneeReminded",
    "Assignment",
    "AssignmentSettings",
    "BookingExplanation",
    "BusinessCalendar",
    "Bypass",
    "ChangeScopeCharter",
    "CharterVersion",
    "CheckClocks",
    "CheckScope",
    "ClockReport",
    "ClockSettings",
    "CloseKnownIssue",
    "CloseLinkedQuestions",
    "ClosedQuestions",
    "CreateSavedReply",
    "Deflection",
    "DeflectionBooked",
    "DeflectionGroup",
    "DeflectionReversed",
    "DeflectionSettings",
    "DeleteSavedReply",
    "EndorseAnswer",
    "Endorsement",
    "EndorsementSettings",
    "EndorsementWithdrawn",
    "Evidence",
    "Expert",
    "ExpertInvitation",
    "ExpertInvited",
    "ExpertSettings",
    "ExpertStatus",
    "ExplainBooking",
    "FirstReplyDueSoon",
    "FirstReplyOverdue",
    "FirstReplyReceived",
    "Goal",
    "GroupSatisfaction",
    "Handoff",
    "HandoffAccepted",
    "HandoffAnswered",
    "HandoffBundle",
    "HandoffBundleReply",
    "HandoffDeclined",
    "HandoffFailed",
    "HandoffLinked",
    "HandoffOffered",
    "HandoffReceipt",
    "HandoffReturned",
    "HandoffSettings",
    "HandoffState",
    "HeldAnswer",
    "HeldAnswerId",
    "HeldAnswerPublished",
    "HeldAnswerWithdrawn",
    "HeldAnswerYielded",
    "HeldState",
    "HelpDesk",
    "HelpDeskAsked",
    "HelpDeskRefused",
    "HelpDeskUnreachable",
    "HoldAnswer",
    "InviteExpert",
    "IssueLink",
    "KnownIssue",
    "KnownIssueId",
    "KnownIssueOpened",
    "KnownIssueUpdated",
    "LedgerEntry",
    "LedgerEntryId",
    "LinkQuestion",
    "ListAssignments",
    "ListEndorsements",
    "ListExperts",
    "ListHandoffs",
    "ListHeldAnswers",
    "ListKnownIssues",
    "ListLedgerEntries",
    "ListLinkedQuestions",
    "ListMyAssignments",
    "ListRatingComments",
    "ListSavedReplies",
    "ListUnansweredQuestions",
    "OfferHandoff",
    "OfferState",
    "OpenKnownIssue",
    "PreviewSavedReply",
    "Priority",
    "PriorityChanged",
    "PrivateDataMasked",
    "Promise",
    "PromiseStatus",
    "PublishAnyway",
    "PublishHeldAnswer",
    "PublishedAnyway",
    "QuestionAssigned",
    "QuestionClock",
    "QuestionLinked",
    "QuestionUnassigned",
    "QuestionUnlinked",
    "QueuedQuestion",
    "RateSolution",
    "Rating",
    "RatingRequested",
    "ReadClock",
    "ReadDeflection",
    "ReadHandoffBundle",
    "ReadIssueOfQuestion",
    "ReadKnownIssue",
    "ReadSatisfaction",
    "ReadScopeCharter",
    "ReadScopeNumbers",
    "ReadScopeOffer",
    "ReadSupportMetrics",
    "ReadYieldNumbers",
    "RecordHandoffAccepted",
    "RecordHandoffAnswered",
    "RecordHandoffDeclined",
    "RecordHandoffFailed",
    "RecordHandoffLinked",
    "RecordTicket",
    "ResolutionDueSoon",
    "ResolutionOverdue",
    "Reversal",
    "SafetyRaised",
    "Satisfaction",
    "SatisfactionSettings",
    "SavedReply",
    "SavedReplyCreated",
    "SavedReplyDeleted",
    "SavedReplyId",
    "SavedReplyUpdated",
    "SavedReplyUsed",
    "ScopeCharter",
    "ScopeCharterChanged",
    "ScopeCheck",
    "ScopeNumbers",
    "ScopeOffer",
    "ScopeOfferId",
    "ScopeOffered",
    "ScopeTopic",
    "SetPriority",
    "SolutionRated",
    "Support",
    "SupportMetrics",
    "TakeQuestion",
    "TellIssueStatus",
    "Ticket",
    "TicketId",
    "TicketRecorded",
    "TopicAction",
    "TopicFinder",
    "UnassignQuestion",
    "UnlinkQuestion",
    "UpdateSavedReply",
    "UseSavedReply",
    "WithdrawEndorsement",
    "WithdrawHeldAnswer",
    "YieldNumbers",
    "YieldSettings",
    "YieldToAnswer",
    "assignment_feature",
    "charter_feature",
    "clock_feature",
    "deflection_feature",
    "endorsement_feature",
    "expert_feature",
    "known_issue_feature",
    "mask_private",
    "promise_status",
    "redact",
    "satisfaction_feature",
    "saved_reply_feature",
    "yield_feature",
]

del (
    _charter_gates,
    _charter_handlers,
    _charter_offers,
    _charter_queries,
    _charter_reactions,
    _charter_subscribers,
    _charter_visibility,
    _deflection_handlers,
    _deflection_offers,
    _deflection_queries,
    _deflection_reactions,
    _yielding_explanations,
    _yielding_gates,
    _yielding_handlers,
    _yielding_offers,
    _yielding_queries,
    _yielding_reactions,
    _known_issues_handlers,
    _known_issues_offers,
    _known_issues_queries,
    _known_issues_subscribers,
    _saved_replies_handlers,
    _saved_replies_offers,
    _saved_replies_queries,
    _satisfaction_handlers,
    _satisfaction_offers,
    _satisfaction_queries,
    _satisfaction_reactions,
    _satisfaction_subscribers,
    _assignment_handlers,
    _assignment_offers,
    _assignment_queries,
    _assignment_reactions,
    _assignment_subscribers,
    _endorsements_explanations,
    _endorsements_handlers,
    _endorsements_offers,
    _endorsements_queries,
    _endorsements_subscribers,
    _experts_handlers,
    _experts_offers,
    _experts_queries,
    _experts_subscribers,
    _clock_handlers,
    _clock_offers,
    _clock_queries,
    _clock_reactions,
    _clock_subscribers,
    _handoff_explanations,
    _handoff_gates,
    _handoff_offers,
    _handoff_queries,
    _handoff_reactions,
    _handoff_subscribers,
    _queue_queries,
)
