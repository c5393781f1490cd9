"""Imports are the host's alone."""

from commkit.testing.permissions import allowed

HOST = allowed(system="any")
READ = allowed(visitor="any", steward="any+removed")

EXPECTED_PERMISSIONS = {
    "importers.import_members": HOST,
    "importers.list_refused_files": allowed(system="any", given={"files": ()}),
    "importers.announce_uploads": allowed(system="any", given={"uploads": ()}),
    "importers.import_uploads": allowed(system="any", given={"uploads": ()}),
    "importers.import_tags": allowed(system="any", given={"tags": ()}),
    "importers.import_threads": allowed(system="any", given={"posts": ()}),
    "importers.import_replies": allowed(system="any", given={"posts": ()}),
    "importers.import_votes": allowed(system="any", given={"votes": ()}),
    "importers.list_missing_posts": HOST,
    "importers.import_links": allowed(system="any", given={"links": ()}),
    "importers.import_badges": allowed(system="any", given={"badges": ()}),
    "importers.import_closings": allowed(system="any", given={"closings": ()}),
    "importers.import_bounties": allowed(system="any", given={"bounties": ()}),
    "importers.import_post_events": allowed(system="any", given={"events": ()}),
    "importers.import_pages": allowed(system="any", given={"pages": ()}),
    "importers.import_revisions": allowed(system="any", given={"revisions": ()}),
    "importers.import_tag_wikis": allowed(system="any", given={"wikis": ()}),
    "importers.import_tag_wiki_revisions": allowed(system="any", given={"revisions": ()}),
    "importers.hand_over_imported": HOST,
    "importers.list_imported_badges": allowed(visitor="any", left="others", steward="any+removed"),
    "importers.list_imported_bounties": READ,
    "importers.list_imported_closings": READ,
    "importers.list_imported_links": READ,
    "importers.list_imported_pages": READ,
    "importers.list_imported_post_events": READ,
}
