"""A town with a thread in the audience of a group, one behind walls and one for all: what reaches whom is told by it.

Commands that set audiences are a matter of spaces; here the columns are written, as what is tested is who is reached.
"""

from collections.abc import Iterable
from uuid import UUID

from attrs import frozen
from sqlalchemy import Table, update

from commkit import Kit
from commkit.members import AddGroupMember, CreateGroup, GroupId, LeaveGroup, group
from commkit.posts import CreateReply, CreateThread, Post, post
from commkit.runtime.model.ids import MemberId
from tests.helpers import do
from tests.sample import OWNER, create_community

INSIDE, OUTSIDE, STEWARD = "ines", "otto", "stella"

GUILD_WORD, WALLED_WORD, OPEN_WORD = "quillfeather", "moonwhisper", "commonground"

OPEN, GUILD, WALLED = "open", "guild", "walled"

READERS: dict[str | None, frozenset[str]] = {
    INSIDE: frozenset({OPEN, GUILD, WALLED}),
    OUTSIDE: frozenset({OPEN}),
    STEWARD: frozenset({OPEN, GUILD}),
    OWNER: frozenset({OPEN, GUILD}),
    None: frozenset({OPEN}),
}
"""Which threads each actor may see; a visitor sees what all may see."""

WORDS = {OPEN: OPEN_WORD, GUILD: GUILD_WORD, WALLED: WALLED_WORD}


@frozen
class AudienceTown:
    """The threads, their groups and their answers, by name.

    Attributes:
        threads: The opening posts.
        replies: A reply in each of the threads.
        groups: The groups of the two that have an audience.
        members: The member ids by the host's key.
    """

    threads: dict[str, Post]
    replies: dict[str, Post]
    groups: dict[str, GroupId]
    members: dict[str, MemberId]


def set_columns(kit: Kit, table: Table, id: UUID, **values: object) -> None:
    """Write columns of one row."""
    with kit.database.engine.begin() as connection:
        connection.execute(update(table).where(table.c.id == id).values(**values))


def create_audience_town(
    kit: Kit, *, type: str = "forum", place: str = "town", replies: bool = True
) -> AudienceTown:
    """A town whose member `ines` is in two groups, and wrote a thread for each of them and one for all."""
    create_community(kit, place, type=type, members=(INSIDE, OUTSIDE, STEWARD, "ivan"))
    members = {key: _member(kit, key, place) for key in (INSIDE, OUTSIDE, STEWARD, "ivan", OWNER)}
    from commkit.members import AssignRole  # noqa: PLC0415

    do(kit, OWNER, place, AssignRole(members[STEWARD], "steward"))
    groups: dict[str, GroupId] = {}
    for name in (GUILD, WALLED):
        made = do(kit, OWNER, place, CreateGroup(name, title=name.title()))
        set_columns(kit, group, made.id, walled=name == WALLED)
        for key in (INSIDE, "ivan"):
            do(kit, OWNER, place, AddGroupMember(made.id, members[key]))
        groups[name] = made.id
    threads = {name: open_thread(kit, word, groups.get(name), place) for name, word in WORDS.items()}
    answers = {}
    if replies:
        answers = {
            name: do(kit, "ivan", place, CreateReply(threads[name].id, f"{word} in the reply."))
            for name, word in WORDS.items()
        }
    return AudienceTown(threads, answers, groups, members)


def open_thread(
    kit: Kit, word: str, audience: GroupId | None, place: str = "town", *, actor: str = INSIDE
) -> Post:
    """A thread whose title and body have a word, seen by an audience."""
    made = do(
        kit,
        actor,
        place,
        CreateThread(kind="question", title=f"The {word}", body=f"{word} in the text.", tags=("tag",)),
    )
    set_columns(kit, post, made.id, audience=audience)
    return made


def leave_groups(kit: Kit, town: AudienceTown, actor: str, place: str = "town") -> None:
    """Somebody leaves both groups."""
    for id in town.groups.values():
        do(kit, actor, place, LeaveGroup(id))


def hidden_words(actor: str | None) -> Iterable[str]:
    """The words that must reach an actor nowhere."""
    return [word for name, word in WORDS.items() if name not in READERS[actor]]


def _member(kit: Kit, key: str, place: str) -> MemberId:
    with kit.session(key, place, read_only=True) as session:
        return session.member
