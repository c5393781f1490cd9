"""How licences and their numbers are read."""

from collections.abc import Iterator

from commkit import Context, LicenceField
from commkit.storage import EARLIEST
from commkit_developer.licences import statements as sql
from commkit_developer.licences.feature import licence_feature
from commkit_developer.licences.messages import ListLicences, ReadLicenceNumbers
from commkit_developer.licences.records import KindLicences, LicenceCount, LicenceNumbers


@licence_feature.handles(ListLicences)
def list_licences(context: Context, query: ListLicences) -> tuple[KindLicences, ...]:
    """What the type declares; no statement is run."""
    return tuple(
        KindLicences(
            kind,
            field.name,
            default=next(each for each in field.licences if each.spdx == field.default),
            offered=tuple(each for each in field.licences if each.offered),
        )
        for kind, field in _fields_of(context)
    )


@licence_feature.handles(ReadLicenceNumbers)
def read_licence_numbers(context: Context, query: ReadLicenceNumbers) -> LicenceNumbers:
    """Count in one statement."""
    names = sorted({field.name for _, field in _fields_of(context)})
    rows = context.rows(sql.COUNTS, names=names, since=query.since or EARLIEST)
    counts = tuple(LicenceCount(*row) for row in rows)
    return LicenceNumbers(
        posts=sum(each.posts for each in counts),
        without=sum(each.posts for each in counts if not each.licence),
        counts=counts,
    )


def _fields_of(context: Context) -> Iterator[tuple[str, LicenceField]]:
    """The kinds of posts that are published under a licence, each with its field."""
    for kind in context.community_type.post_kinds:
        for field in context.community_type.declared_fields("post", kind.name):
            if isinstance(field, LicenceField):
                yield kind.name, field
