"""Opinions about a subject for commkit: sub-topics, mutes by word, tag and space.

A community of the type `topical` has all features of the plugin; each of them may be used in other types, too:
`topical.scope`, `topical.mutes`.
"""

from commkit_topical.community_type import TOPICAL
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
from commkit_topical.scope import gates as _scope_gates
from commkit_topical.scope import queries as _scope_queries
from commkit_topical.scope import reactions as _scope_reactions
from commkit_topical.scope.feature import ScopeSettings, scope_feature
from commkit_topical.scope.messages import ReadScope
from commkit_topical.scope.records import Scope

__all__ = [
    "GUIDE",
    "LINK",
    "MODERATOR",
    "OPINION",
    "REPLY",
    "TOPICAL",
    "ListMyMutes",
    "MuteSpace",
    "MuteTag",
    "MuteWord",
    "Mutes",
    "ReadScope",
    "Scope",
    "ScopeSettings",
    "SpaceMute",
    "TagMute",
    "Topical",
    "UnmuteSpace",
    "UnmuteTag",
    "UnmuteWord",
    "WordMute",
    "muting_feature",
    "scope_feature",
]

del (
    _muting_explanations,
    _muting_handlers,
    _muting_queries,
    _muting_visibility,
    _scope_gates,
    _scope_queries,
    _scope_reactions,
)
