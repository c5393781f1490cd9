"""The records of plugins in a database."""

from attrs import frozen


@frozen
class PluginTable:
    """A table of a plugin.

    Attributes:
        name: Its name.
        rows: How many rows it has.
    """

    name: str
    rows: int


@frozen
class PluginType:
    """A community type of a plugin.

    Attributes:
        name: Its name.
        open: How many communities of it are open.
        archived: How many are archived.
    """

    name: str
    open: int
    archived: int


@frozen
class CommunityOfType:
    """A community, as far as the removal of a plugin concerns it.

    Attributes:
        slug: Its name in addresses.
        type: The name of its type.
    """

    slug: str
    type: str


@frozen(kw_only=True)
class PluginStatus:
    """What a database has of a plugin.

    Attributes:
        name: Its name; `(host)` for the host's own types. Tables and types that nobody declared are told under the name
            that they begin with.
        installed: Whether the Kit has it.
        declared: Whether the database knows what its tables and types declare; `Kit.migrate` writes it.
        version: The version of its tables; None where it has none.
        tables: Its tables.
        types: Its community types that the Kit has, or that have communities.
        waiting: How many deliveries, facts to route and scheduled commands wait for it.
        requires: The names of the plugins that it builds on.
    """

    name: str
    installed: bool
    declared: bool
    version: str | None
    tables: tuple[PluginTable, ...]
    types: tuple[PluginType, ...]
    waiting: int
    requires: tuple[str, ...] = ()


@frozen(kw_only=True)
class RemovalPlan:
    """What it means to remove a plugin from a database.

    Attributes:
        status: What the database has of it.
        archives: The open communities of its types, which would be archived.
        in_use: The open communities of other types that use its features; while there are any, it is not removed.
        needed_by: The names of plugins of the Kit that build on it; while there are any, it is not removed.
    """

    status: PluginStatus
    archives: tuple[CommunityOfType, ...]
    in_use: tuple[CommunityOfType, ...]
    needed_by: tuple[str, ...] = ()
