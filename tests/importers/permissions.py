"""Imports are the host's alone."""

from commkit.testing.permissions import by

HOST = by(system="any")

EXPECTED = {
    "importers.take_members": HOST,
    "importers.take_tags": by(system="any", given={"tags": ()}),
    "importers.take_threads": by(system="any", given={"posts": ()}),
    "importers.take_replies": by(system="any", given={"posts": ()}),
    "importers.take_votes": by(system="any", given={"votes": ()}),
    "importers.missing_posts": HOST,
}
