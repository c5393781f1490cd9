"""The feature of tickers."""

from commkit import Feature
from commkit_media.live.facts import EntryCorrected, EntryPinned
from commkit_media.live.records import EntryCorrection, EntryPlace, TickerEntry, TickerPage
from commkit_media.policy import MIGRATIONS, STEWARD
from commkit_media.tables import LIVE

REPORT = "media.report"
"""The permission to write entries of tickers, to correct and to pin them; a type grants it to its reporters."""

live_feature = Feature(
    "media.live",
    tables=LIVE,
    migrations=MIGRATIONS,
    requires=("posts",),
    grants={"visitor": {"media.read_tickers"}, STEWARD: {REPORT}},
    explicit_permissions=(REPORT,),
    facts=(EntryCorrected, EntryPinned),
    records=(EntryPlace, EntryCorrection, TickerEntry, TickerPage),
)
"""Tickers: entries by reporters, and comments of readers."""
