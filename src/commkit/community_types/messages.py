"""Commands that change the type of a community, and queries of what a type is made of and what a change would do."""

from typing import Annotated

from attrs import field, frozen

from commkit.community_types.records import TypeChange, TypeChangeId, TypeChangePlan, TypeComposition
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.texts import Text

TypeName = Annotated[str, Text(max=64, multiline=False)]


@frozen
class PlanTypeChange(Query[TypeChangePlan]):
    """Say what the community would lose, and have out of sight, with another type. Nothing is changed.

    Attributes:
        type: The other type.

    Raises:
        Invalid: There is no such type, or the community has it.
    """

    permission = "community_types.change"
    personal = ()

    type: TypeName


@frozen
class ChangeType(Command[TypeChange]):
    """Change the type of the community.

    Nothing is deleted: what the new type does not know is kept out of sight, and is back when the type is changed back.
    Numbers must not move between plan and change, so do it when little happens, and within `Kit.transact`.

    Attributes:
        type: The new type.
        fingerprint: That of the plan which its owner agreed to.

    Raises:
        Invalid: There is no such type, or the community has it.
        Conflict: Something changed since the plan was made, so that it is not true any more
            (`community_types.plan_outdated`); or somebody could see what was hidden from them
            (`community_types.exposes`).
        Denied: A feature of the new type refuses, with its reason.
    """

    permission = "community_types.change"
    creates = True
    personal = ()

    type: TypeName
    fingerprint: Annotated[str, Text(max=64, multiline=False)]


@frozen
class UndoChangeType(Command[TypeChange]):
    """Undo the last change of type, while nothing new depends on the type that the community has now.

    Attributes:
        change: The change.

    Raises:
        NotFound: There is no such change.
        Conflict: It is not the last one, or was undone already; or something depends on the new type
            (`community_types.depended_on`): the error says what.
        Denied: A feature of the former type refuses, with its reason.
    """

    permission = "community_types.change"

    change: TypeChangeId


@frozen(kw_only=True)
class ListTypeChanges(Query[Page[TypeChange]]):
    """List the changes of type of this community, the latest first.

    Attributes:
        after: The `next` of the page before.
        limit: Changes on a page, 1 to 100.
    """

    permission = "community_types.read"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class ReadTypeComposition(Query[TypeComposition]):
    """Read which value of a community type came from which of the types it is composed of, and what was passed over.

    Attributes:
        type: The type; that of this community where it is left out.

    Raises:
        NotFound: There is no such type.
    """

    permission = "community_types.read"
    personal = ()

    type: TypeName | None = field(default=None)
