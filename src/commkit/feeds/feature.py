"""The feature of feeds."""

from commkit.feeds.records import FeedTokenOwner
from commkit.feeds.tables import metadata
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.types import MEMBER, SILENCED, SUSPENDED, SYSTEM_ROLE

_OWN = frozenset({"feeds.manage_tokens"})

feeds = Feature(
    "feeds",
    tables=metadata,
    migrations="commkit.migrations",
    grants={MEMBER: _OWN, SILENCED: _OWN, SUSPENDED: _OWN, SYSTEM_ROLE: {"feeds.use_tokens"}},
    persons_only=("feeds.manage_tokens",),
    system_only=("feeds.use_tokens",),
    records=(FeedTokenOwner,),
)
"""The feature of feeds; every community has it."""
