"""Handler of the command that sets a preference."""

from commkit.crawlers import statements as sql
from commkit.crawlers.facts import CrawlerPreferenceChanged
from commkit.crawlers.feature import crawlers
from commkit.crawlers.messages import SetCrawlerPreference
from commkit.crawlers.records import CrawlerPreference
from commkit.runtime.sessions.context import Context


@crawlers.handles(SetCrawlerPreference)
def set_crawler_preference(context: Context, command: SetCrawlerPreference) -> CrawlerPreference:
    """Store what the member allows."""
    preference = CrawlerPreference(command.indexing, command.training)
    context.run(sql.SET_PREFERENCE, preference, member=context.member)
    context.emit(
        CrawlerPreferenceChanged(member=context.member, indexing=command.indexing, training=command.training)
    )
    return preference
