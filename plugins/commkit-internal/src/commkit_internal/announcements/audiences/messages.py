"""The commands and queries of audiences, and the command that begins an announcement for one."""

from typing import Annotated

from attrs import frozen

from commkit import Command, Items, Query, Text, TextCommand
from commkit.members import GroupId
from commkit_articles import Article
from commkit_internal.announcements.audiences.records import Audience, RoleName
from commkit_internal.units.records import UnitId

Units = Annotated[tuple[UnitId, ...], Items(max=20)]
Groups = Annotated[tuple[GroupId, ...], Items(max=20)]
Roles = Annotated[tuple[RoleName, ...], Items(max=20)]


@frozen(kw_only=True)
class OpenAudience(Command[Audience]):
    """Name whom announcements are for; again with the same names, it gives the same audience.

    Its group has all whom it is meant for, also those who come later, and who may announce: these need not be in the
    units themselves. Who leaves a unit, a group or a role is out of it in the same transaction.

    Attributes:
        units: Org units; all who are placed in one of them or below it.
        groups: Groups that people keep.
        roles: Only who has one of these roles; of the whole community where neither units nor groups are named.

    Raises:
        Invalid: Nothing is named, or there is no such role.
        NotFound: There is no such unit or group for this actor.
        Conflict: A unit is closed, a group is kept by a feature, or there are too many audiences.
    """

    permission = "internal.announce"
    personal = ()

    units: Units = ()
    groups: Groups = ()
    roles: Roles = ()


@frozen(kw_only=True)
class CreateAnnouncement(TextCommand[Article]):
    """Begin an announcement for an audience, named as for `OpenAudience`; for everybody where nothing is named.

    It is an article of the desk from here on: it is reviewed, scheduled, published and corrected as such.

    Attributes:
        title: One line.
        body: The text, 1 to 40,000 characters.
        units: Org units.
        groups: Groups that people keep.
        roles: Roles.
        tags: Names under which it is found.
        kind: The kind of article.

    Raises:
        Invalid: There is no such role or kind of article.
        NotFound: There is no such unit or group for this actor.
        Conflict: A unit is closed, a group is kept by a feature, or there are too many audiences.
    """

    permission = "internal.announce"
    creates = True
    shown = ("title", "body", "tags")
    personal = ("title", "body", "tags")

    title: Annotated[str, Text(max=300, multiline=False)]
    body: Annotated[str, Text(max=40_000)]
    units: Units = ()
    groups: Groups = ()
    roles: Roles = ()
    tags: Annotated[tuple[Annotated[str, Text(max=50, multiline=False)], ...], Items(max=20)] = ()
    kind: Annotated[str, Text(max=64, multiline=False)] = "announcement"


@frozen
class ListAudiences(Query[tuple[Audience, ...]]):
    """The audiences that were opened, the newest first, for who may announce; at most 500."""

    permission = "internal.announce"
