"""Importers: commands that import batches of another system's objects, and readers of the exports of some systems."""

from commkit.importers import members as _members
from commkit.importers import refused_files as _refused_files
from commkit.importers import threads as _threads
from commkit.importers import votes as _votes
from commkit.importers.archive import ensure_archive_community
from commkit.importers.attached import handlers as _attached
from commkit.importers.attached.messages import AnnounceUploads, ImportUploads
from commkit.importers.attached.records import AnnouncedUploads, ExternalUpload, StoredUpload
from commkit.importers.feature import importers
from commkit.importers.files import ExportFile, iter_files
from commkit.importers.kept import handlers as _kept_handlers
from commkit.importers.kept import queries as _kept_queries
from commkit.importers.kept.messages import (
    HandOverImported,
    ImportBadges,
    ImportBounties,
    ImportClosings,
    ImportLinks,
    ImportPages,
    ImportPostEvents,
    ListImportedBadges,
    ListImportedBounties,
    ListImportedClosings,
    ListImportedLinks,
    ListImportedPages,
    ListImportedPostEvents,
)
from commkit.importers.kept.records import (
    ExternalBadge,
    ExternalBounty,
    ExternalClosing,
    ExternalLink,
    ExternalPage,
    ExternalPostEvent,
    HandOver,
    ImportedBadge,
    ImportedBounty,
    ImportedClosing,
    ImportedId,
    ImportedLink,
    ImportedPage,
    ImportedPostEvent,
)
from commkit.importers.mapping import imported_people
from commkit.importers.messages import (
    ImportMembers,
    ImportReplies,
    ImportTags,
    ImportThreads,
    ImportVotes,
    ListMissingPosts,
    ListRefusedFiles,
)
from commkit.importers.ports import KitProtocol
from commkit.importers.records import (
    ExternalFile,
    ExternalMember,
    ExternalPost,
    ExternalTag,
    ExternalVote,
    ImportResult,
)
from commkit.importers.report import ImportReport, ReadFailure, TableImportReport
from commkit.importers.revisions import handlers as _revisions
from commkit.importers.revisions.messages import ImportRevisions
from commkit.importers.revisions.records import ExternalRevision
from commkit.importers.tag_wikis import handlers as _tag_wikis
from commkit.importers.tag_wikis.messages import ImportTagWikiRevisions, ImportTagWikis
from commkit.importers.tag_wikis.records import ExternalTagWiki, ExternalTagWikiRevision

__all__ = [
    "AnnounceUploads",
    "AnnouncedUploads",
    "ExportFile",
    "ExternalBadge",
    "ExternalBounty",
    "ExternalClosing",
    "ExternalFile",
    "ExternalLink",
    "ExternalMember",
    "ExternalPage",
    "ExternalPost",
    "ExternalPostEvent",
    "ExternalRevision",
    "ExternalTag",
    "ExternalTagWiki",
    "ExternalTagWikiRevision",
    "ExternalUpload",
    "ExternalVote",
    "HandOver",
    "HandOverImported",
    "ImportBadges",
    "ImportBounties",
    "ImportClosings",
    "ImportLinks",
    "ImportMembers",
    "ImportPages",
    "ImportPostEvents",
    "ImportReplies",
    "ImportReport",
    "ImportResult",
    "ImportRevisions",
    "ImportTagWikiRevisions",
    "ImportTagWikis",
    "ImportTags",
    "ImportThreads",
    "ImportUploads",
    "ImportVotes",
    "ImportedBadge",
    "ImportedBounty",
    "ImportedClosing",
    "ImportedId",
    "ImportedLink",
    "ImportedPage",
    "ImportedPostEvent",
    "KitProtocol",
    "ListImportedBadges",
    "ListImportedBounties",
    "ListImportedClosings",
    "ListImportedLinks",
    "ListImportedPages",
    "ListImportedPostEvents",
    "ListMissingPosts",
    "ListRefusedFiles",
    "ReadFailure",
    "StoredUpload",
    "TableImportReport",
    "ensure_archive_community",
    "imported_people",
    "importers",
    "iter_files",
]

del (
    _attached,
    _members,
    _refused_files,
    _threads,
    _votes,
    _kept_handlers,
    _kept_queries,
    _revisions,
    _tag_wikis,
)
