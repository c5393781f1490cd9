"""Imports are the host's alone."""

from commkit.testing.permissions import allowed

HOST = allowed(system="any")

EXPECTED_PERMISSIONS = {
    "importers.import_members": HOST,
    "importers.import_tags": allowed(system="any", given={"tags": ()}),
    "importers.import_threads": allowed(system="any", given={"posts": ()}),
    "importers.import_replies": allowed(system="any", given={"posts": ()}),
    "importers.import_votes": allowed(system="any", given={"votes": ()}),
    "importers.list_missing_posts": HOST,
}
