"""Opinions about a subject for commkit: sub-topics, mutes, cooling of heated threads, cross-posts, reading lists.

A community of the type `topical` has all features of the plugin; each of them may be used in other types, too:
`topical.scope`, `topical.mutes`, `topical.cooling`, `topical.cross_posts`,
`topical.recurring_threads`, `topical.reading_lists`, `topical.custom_feeds`,
`topical.voices`.
"""

from commkit_topical.apologies import handlers as _apologies_handlers
from commkit_topical.apologies import offers as _apologies_offers
from commkit_topical.apologies import queries as _apologies_queries
from commkit_topical.apologies.facts import ApologyWritten
from commkit_topical.apologies.messages import WriteApology
from commkit_topical.apologies.records import Apology
from commkit_topical.community_type import TOPICAL
from commkit_topical.cooling import explanations as _cooling_explanations
from commkit_topical.cooling import handlers as _cooling_handlers
from commkit_topical.cooling import jobs as _cooling_jobs
from commkit_topical.cooling import offers as _cooling_offers
from commkit_topical.cooling import queries as _cooling_queries
from commkit_topical.cooling import subscribers as _cooling_subscribers
from commkit_topical.cooling.facts import CoolingEnded, CoolingStarted, PostRephrased
from commkit_topical.cooling.feature import CoolingSettings, cooling_feature
from commkit_topical.cooling.messages import (
    LiftCooling,
    ReadCooling,
    ReadCoolingNumbers,
    ReadPausePrompt,
    RephrasePost,
)
from commkit_topical.cooling.policy import heat_of, usual_gap_of
from commkit_topical.cooling.records import (
    Cooling,
    CoolingEnd,
    CoolingId,
    CoolingNotice,
    CoolingNumbers,
    Heat,
    PausePrompt,
    Turn,
)
from commkit_topical.cross_posting import handlers as _cross_posting_handlers
from commkit_topical.cross_posting import offers as _cross_posting_offers
from commkit_topical.cross_posting import queries as _cross_posting_queries
from commkit_topical.cross_posting.facts import ThreadCrossPosted
from commkit_topical.cross_posting.feature import cross_post_feature
from commkit_topical.cross_posting.messages import CrossPostThread, ReadCrossPosts
from commkit_topical.cross_posting.records import CrossPost, CrossPosts, LinkedThread
from commkit_topical.custom_feeds import handlers as _custom_feeds_handlers
from commkit_topical.custom_feeds import queries as _custom_feeds_queries
from commkit_topical.custom_feeds import visibility as _custom_feeds_visibility
from commkit_topical.custom_feeds.feature import CustomFeedSettings, custom_feed_feature
from commkit_topical.custom_feeds.messages import (
    CreateCustomFeed,
    DeleteCustomFeed,
    ListCustomFeedThreads,
    ListMyCustomFeeds,
    UpdateCustomFeed,
    ViewCustomFeed,
)
from commkit_topical.custom_feeds.records import CustomFeed, CustomFeedContent, CustomFeedId, CustomFeedSpace
from commkit_topical.muting import explanations as _muting_explanations
from commkit_topical.muting import handlers as _muting_handlers
from commkit_topical.muting import queries as _muting_queries
from commkit_topical.muting import visibility as _muting_visibility
from commkit_topical.muting.feature import muting_feature
from commkit_topical.muting.messages import (
    ListMyMutes,
    MuteSpace,
    MuteTag,
    MuteWord,
    UnmuteSpace,
    UnmuteTag,
    UnmuteWord,
)
from commkit_topical.muting.records import Mutes, SpaceMute, TagMute, WordMute
from commkit_topical.plugin import Topical
from commkit_topical.policy import GUIDE, LINK, MODERATOR, OPINION, REPLY
from commkit_topical.reading import handlers as _reading_handlers
from commkit_topical.reading import offers as _reading_offers
from commkit_topical.reading import queries as _reading_queries
from commkit_topical.reading import visibility as _reading_visibility
from commkit_topical.reading.feature import ReadingSettings, reading_feature
from commkit_topical.reading.messages import (
    AddToReadingList,
    CreateReadingList,
    DeleteReadingList,
    ListReadingLists,
    ReadReadingList,
    RemoveFromReadingList,
    UpdateReadingItem,
    UpdateReadingList,
)
from commkit_topical.reading.records import ReadingEntry, ReadingItem, ReadingList, ReadingListId
from commkit_topical.recurring import handlers as _recurring_handlers
from commkit_topical.recurring import jobs as _recurring_jobs
from commkit_topical.recurring import offers as _recurring_offers
from commkit_topical.recurring import queries as _recurring_queries
from commkit_topical.recurring.facts import (
    RecurringThreadCreated,
    RecurringThreadEnded,
    RecurringThreadOpened,
)
from commkit_topical.recurring.feature import recurring_feature
from commkit_topical.recurring.messages import CreateRecurringThread, EndRecurringThread, ListRecurringThreads
from commkit_topical.recurring.records import Recurrence, RecurringThread, RecurringThreadId
from commkit_topical.scope import gates as _scope_gates
from commkit_topical.scope import queries as _scope_queries
from commkit_topical.scope import reactions as _scope_reactions
from commkit_topical.scope.feature import ScopeSettings, scope_feature
from commkit_topical.scope.messages import ReadScope
from commkit_topical.scope.records import Scope
from commkit_topical.voices import queries as _voices_queries
from commkit_topical.voices.feature import voice_feature
from commkit_topical.voices.messages import ReadActivationNumbers, ReadVoiceNumbers
from commkit_topical.voices.records import ActivationNumbers, VoiceNumbers, VoiceShare

__all__ = [
    "GUIDE",
    "LINK",
    "MODERATOR",
    "OPINION",
    "REPLY",
    "TOPICAL",
    "ActivationNumbers",
    "AddToReadingList",
    "Apology",
    "ApologyWritten",
    "Cooling",
    "CoolingEnd",
    "CoolingEnded",
    "CoolingId",
    "CoolingNotice",
    "CoolingNumbers",
    "CoolingSettings",
    "CoolingStarted",
    "CreateCustomFeed",
    "CreateReadingList",
    "CreateRecurringThread",
    "CrossPost",
    "CrossPostThread",
    "CrossPosts",
    "CustomFeed",
    "CustomFeedContent",
    "CustomFeedId",
    "CustomFeedSettings",
    "CustomFeedSpace",
    "DeleteCustomFeed",
    "DeleteReadingList",
    "EndRecurringThread",
    "Heat",
    "LiftCooling",
    "LinkedThread",
    "ListCustomFeedThreads",
    "ListMyCustomFeeds",
    "ListMyMutes",
    "ListReadingLists",
    "ListRecurringThreads",
    "MuteSpace",
    "MuteTag",
    "MuteWord",
    "Mutes",
    "PausePrompt",
    "PostRephrased",
    "ReadActivationNumbers",
    "ReadCooling",
    "ReadCoolingNumbers",
    "ReadCrossPosts",
    "ReadPausePrompt",
    "ReadReadingList",
    "ReadScope",
    "ReadVoiceNumbers",
    "ReadingEntry",
    "ReadingItem",
    "ReadingList",
    "ReadingListId",
    "ReadingSettings",
    "Recurrence",
    "RecurringThread",
    "RecurringThreadCreated",
    "RecurringThreadEnded",
    "RecurringThreadId",
    "RecurringThreadOpened",
    "RemoveFromReadingList",
    "RephrasePost",
    "Scope",
    "ScopeSettings",
    "SpaceMute",
    "TagMute",
    "ThreadCrossPosted",
    "Topical",
    "Turn",
    "UnmuteSpace",
    "UnmuteTag",
    "UnmuteWord",
    "UpdateCustomFeed",
    "UpdateReadingItem",
    "UpdateReadingList",
    "ViewCustomFeed",
    "VoiceNumbers",
    "VoiceShare",
    "WordMute",
    "WriteApology",
    "cooling_feature",
    "cross_post_feature",
    "custom_feed_feature",
    "heat_of",
    "muting_feature",
    "reading_feature",
    "recurring_feature",
    "scope_feature",
    "usual_gap_of",
    "voice_feature",
]

del (
    _voices_queries,
    _apologies_handlers,
    _apologies_offers,
    _apologies_queries,
    _custom_feeds_handlers,
    _custom_feeds_queries,
    _custom_feeds_visibility,
    _reading_handlers,
    _reading_offers,
    _reading_queries,
    _reading_visibility,
    _recurring_handlers,
    _recurring_jobs,
    _recurring_offers,
    _recurring_queries,
    _cross_posting_handlers,
    _cross_posting_offers,
    _cross_posting_queries,
    _cooling_explanations,
    _cooling_handlers,
    _cooling_jobs,
    _cooling_offers,
    _cooling_queries,
    _cooling_subscribers,
    _muting_explanations,
    _muting_handlers,
    _muting_queries,
    _muting_visibility,
    _scope_gates,
    _scope_queries,
    _scope_reactions,
)
