"""The feature of crawlers: what a community allows, and grants."""

from attrs import frozen

from commkit.crawlers.facts import CrawlerPreferenceChanged
from commkit.crawlers.records import CrawledPage, CrawlerPreference, CrawlerRules, SitemapStart
from commkit.crawlers.tables import metadata
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.types import MEMBER, SILENCED, SUSPENDED, VISITOR

_OWN = {"crawlers.set_preference"}


@frozen
class CrawlerSettings:
    """What a community allows crawlers to do with its public pages.

    Attributes:
        indexing: Whether search engines may list them.
        training: Whether models may be trained on them.
    """

    indexing: bool = True
    training: bool = True


crawlers = Feature(
    "crawlers",
    tables=metadata,
    migrations="commkit.migrations",
    settings=CrawlerSettings(),
    grants={VISITOR: {"crawlers.read"}, MEMBER: _OWN, SILENCED: _OWN, SUSPENDED: _OWN},
    persons_only=("crawlers.set_preference",),
    facts=(CrawlerPreferenceChanged,),
    records=(CrawledPage, CrawlerPreference, CrawlerRules, SitemapStart),
)
"""The feature of crawlers; every community has it."""
