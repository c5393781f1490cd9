"""The queries about licences; an author chooses one by a field of the command that publishes."""

from datetime import datetime

from attrs import field, frozen

from commkit import Query
from commkit_developer.licences.records import KindLicences, LicenceNumbers


@frozen
class ListLicences(Query[tuple[KindLicences, ...]]):
    """The licences under which posts are published here, by kind of post; what a form lets its author choose from."""

    permission = "developer.list_licences"
    granted_to = "visitor"


@frozen
class ReadLicenceNumbers(Query[LicenceNumbers]):
    """How many posts have which licence.

    Attributes:
        since: Count only what was written from then on; all of it where it is left out.
    """

    permission = "developer.read_licence_numbers"

    since: datetime | None = field(default=None, kw_only=True)
