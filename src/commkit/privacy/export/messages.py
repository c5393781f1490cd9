"""The query that exports a person's data."""

from typing import Annotated

from attrs import frozen

from commkit.privacy.export.records import PersonalData
from commkit.runtime.model.messages import Query
from commkit.runtime.values.texts import Text


@frozen
class ExportPerson(Query[PersonalData]):
    """Export everything that is kept about a person, in every community and every table, a plugin's too.

    Tables of a plugin that is gone are read by what it declared when the database was migrated; where nobody did,
    `PersonalData.not_read` names them.

    Attributes:
        key: The host's key of the person; only the host itself may name somebody else than the actor.

    Raises:
        NotFound: Nothing is known of this person.
        Denied: Nobody is signed in, or it is somebody else.
    """

    permission = "privacy.export"
    personal = ("key",)
    lobby = True

    key: Annotated[str, Text(max=255)] | None = None
