"""Matching for commkit: groups, mentors, buddies, partners, experts and panels, by one engine, in any community type.

A type or a feature declares what is matched (`MatchKind`): its sides, hard limits, preferences, places, and whose
consent makes a match. It gets the messages of this plugin for it. A type names the feature `matching.matches`.
"""

from commkit_matching.engine.groups.policy import balance_groups, even_teams, form_groups, group_sizes
from commkit_matching.engine.pairs.policy import greedy_pairs, stable_pairs
from commkit_matching.engine.policy import Market, solve
from commkit_matching.engine.records import Candidate, Part, Seat
from commkit_matching.feature import MatchingSettings, matching_feature
from commkit_matching.kinds.policy import must_be_same, must_share, prefer_near, prefer_overlap, same
from commkit_matching.kinds.records import (
    Consent,
    Disclosure,
    Limit,
    MatchKind,
    MatchKindInfo,
    Method,
    Preference,
    Side,
    SideInfo,
    Wish,
    WishFormat,
    WishInfo,
)
from commkit_matching.matches import offers as _matches_offers
from commkit_matching.matches import queries as _matches_queries
from commkit_matching.matches import subscribers as _matches_subscribers
from commkit_matching.matches.facts import MatchClosed, MatchEnded, MatchMade, MatchProposed
from commkit_matching.matches.handlers import members_of_match
from commkit_matching.matches.messages import (
    AcceptMatch,
    DeclineMatch,
    EndMatch,
    ExplainMatch,
    ViewMatch,
    ViewMatches,
)
from commkit_matching.matches.proposing import handlers as _proposing_handlers
from commkit_matching.matches.proposing import offers as _proposing_offers
from commkit_matching.matches.proposing.messages import ProposeMatch
from commkit_matching.matches.records import (
    Answer,
    ExplainedPart,
    Match,
    MatchExplanation,
    MatchId,
    MatchState,
    MatchView,
    Partner,
)
from commkit_matching.numbers import queries as _numbers_queries
from commkit_matching.numbers.messages import ReadMatchingNumbers
from commkit_matching.numbers.records import MatchingNumbers
from commkit_matching.outcomes import handlers as _outcomes_handlers
from commkit_matching.outcomes import queries as _outcomes_queries
from commkit_matching.outcomes.facts import MatchOutcomeGiven
from commkit_matching.outcomes.messages import CountMatchOutcomes, GiveMatchOutcome
from commkit_matching.outcomes.records import OutcomeNumbers
from commkit_matching.plugin import Matching
from commkit_matching.requests import handlers as _requests_handlers
from commkit_matching.requests import queries as _requests_queries
from commkit_matching.requests import reactions as _requests_reactions
from commkit_matching.requests.facts import MatchRequested, MatchRequestWithdrawn
from commkit_matching.requests.messages import (
    AskToBeMatched,
    ListMatchKinds,
    ListMyMatchRequests,
    WithdrawMatchRequest,
)
from commkit_matching.requests.records import MatchRequest, RequestDetails, RequestId, RequestState
from commkit_matching.rounds import handlers as _rounds_handlers
from commkit_matching.rounds import jobs as _rounds_jobs
from commkit_matching.rounds import queries as _rounds_queries
from commkit_matching.rounds.facts import MatchingRoundRun
from commkit_matching.rounds.messages import ExplainMatchRequest, RunMatchingRound
from commkit_matching.rounds.records import ExcludedByLimit, MatchingChances, MatchingRound, RoundId

__all__ = [
    "AcceptMatch",
    "Answer",
    "AskToBeMatched",
    "Candidate",
    "Consent",
    "CountMatchOutcomes",
    "DeclineMatch",
    "Disclosure",
    "EndMatch",
    "ExcludedByLimit",
    "ExplainMatch",
    "ExplainMatchRequest",
    "ExplainedPart",
    "GiveMatchOutcome",
    "Limit",
    "ListMatchKinds",
    "ListMyMatchRequests",
    "Market",
    "Match",
    "MatchClosed",
    "MatchEnded",
    "MatchExplanation",
    "MatchId",
    "MatchKind",
    "MatchKindInfo",
    "MatchMade",
    "MatchOutcomeGiven",
    "MatchProposed",
    "MatchRequest",
    "MatchRequestWithdrawn",
    "MatchRequested",
    "MatchState",
    "MatchView",
    "Matching",
    "MatchingChances",
    "MatchingNumbers",
    "MatchingRound",
    "MatchingRoundRun",
    "MatchingSettings",
    "Method",
    "OutcomeNumbers",
    "Part",
    "Partner",
    "Preference",
    "ProposeMatch",
    "ReadMatchingNumbers",
    "RequestDetails",
    "RequestId",
    "RequestState",
    "RoundId",
    "RunMatchingRound",
    "Seat",
    "Side",
    "SideInfo",
    "ViewMatch",
    "ViewMatches",
    "Wish",
    "WishFormat",
    "WishInfo",
    "WithdrawMatchRequest",
    "balance_groups",
    "even_teams",
    "form_groups",
    "greedy_pairs",
    "group_sizes",
    "matching_feature",
    "members_of_match",
    "must_be_same",
    "must_share",
    "prefer_near",
    "prefer_overlap",
    "same",
    "solve",
    "stable_pairs",
]

del (
    _matches_offers,
    _proposing_handlers,
    _proposing_offers,
    _matches_queries,
    _matches_subscribers,
    _numbers_queries,
    _outcomes_handlers,
    _outcomes_queries,
    _requests_handlers,
    _requests_queries,
    _requests_reactions,
    _rounds_handlers,
    _rounds_jobs,
    _rounds_queries,
)
