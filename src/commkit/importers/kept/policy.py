"""The kinds of kept records: what each is called, its class, and its statements."""

from attrs import frozen

from commkit.importers.kept import statements as sql
from commkit.importers.kept.records import (
    ImportedBadge,
    ImportedBounty,
    ImportedClosing,
    ImportedLink,
    ImportedPage,
    ImportedPostEvent,
)


@frozen
class KeptKind:
    """A kind of kept records.

    Attributes:
        name: Its name in the mapping of ids, and in `HandOverImported`.
        record: The class of its records.
        statements: Its statements.
    """

    name: str
    record: type
    statements: sql.KeptStatements


LINKS = KeptKind("links", ImportedLink, sql.LINKS)
BADGES = KeptKind("badges", ImportedBadge, sql.BADGES)
CLOSINGS = KeptKind("closings", ImportedClosing, sql.CLOSINGS)
BOUNTIES = KeptKind("bounties", ImportedBounty, sql.BOUNTIES)
EVENTS = KeptKind("post events", ImportedPostEvent, sql.EVENTS)
PAGES = KeptKind("pages", ImportedPage, sql.PAGES)

KINDS = {kind.name: kind for kind in (LINKS, BADGES, CLOSINGS, BOUNTIES, EVENTS, PAGES)}
"""All of them, by name."""

RECORDS = tuple(kind.record for kind in KINDS.values())
"""What features may take, by `Feature.imports`."""
