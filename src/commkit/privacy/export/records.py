"""The record of an export."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import frozen

from commkit.runtime.model.ids import MemberId


@frozen(kw_only=True)
class PersonalData:
    """Everything that is kept about one person, as JSON values.

    Attributes:
        member: The person; None for whom nothing is kept but a restriction that outlasts their erasure.
        exported_at: When it was exported.
        purposes: What each column is for, by table and column.
        rows: The rows that name the person, by table. A row has what concerns this person and what concerns nobody;
            what belongs to others, such as who reported a post, is left out.
        not_read: Tables of plugins that this Kit lacks and of which nobody said what is in them, so that they were not
            read; they may hold something about the person.
    """

    member: MemberId | None
    exported_at: datetime
    purposes: Mapping[str, Mapping[str, str]]
    rows: Mapping[str, tuple[Mapping[str, Any], ...]]
    not_read: tuple[str, ...] = ()
