"""Small dumps for tests, and the content of a community after an import, without the ids that differ each time."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from sqlalchemy import text

from commkit import SYSTEM, CommunityType, Kit, PostKind, hookimpl
from commkit.importers.stackexchange import ImportReport, ensure_community, import_dump
from commkit.importers.stackexchange.dump import Dump
from commkit.posts import ListThreads, Post, PostsImported, ReadThread, ThreadOrder
from commkit.runtime.values.serialization import from_json
from tests.helpers import ask, assert_counters_hold
from tests.sample import FORUM

Rows = Iterable[Mapping[str, Any]]

ARCHIVE = CommunityType(
    "archive",
    features=("posts",),
    post_kinds=(PostKind(name="note", opens=True), *FORUM.post_kinds),
    reactions={"love": 2, "up": 1, "more": 1, "bookmark": 0, "down": -1},
)
"""Like `forum`, with bookmarks, and with a kind before questions that opens threads and awaits nothing."""

BARE = CommunityType(
    "bare", features=("posts",), post_kinds=(PostKind(name="note", opens=True),), reactions={"love": 2}
)
"""Notes without replies; no reaction that a vote could become."""

CLOSED = CommunityType("closed", features=("posts",), post_kinds=(PostKind(name="answer"),))
"""No kind opens a thread."""

SHALLOW = CommunityType(
    "shallow",
    features=("posts",),
    post_kinds=(PostKind(name="topic", opens=True, replies=("reply",)), PostKind(name="reply")),
    reactions={},
)
"""Topics with replies, to which nothing replies; nothing is awaited."""


class Types:
    """A plugin with the types above."""

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield from (ARCHIVE, BARE, CLOSED, SHALLOW)


def write_dump(folder: Path, **tables: Rows) -> Path:
    """Write a dump: `write_dump(folder, Posts=[{"Id": 1, ...}])`, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        root = name.lower()
        with (folder / f"{name}.xml").open("w", encoding="utf-8") as file:
            file.write(f'<?xml version="1.0" encoding="utf-8"?>\n<{root}>\n')
            file.writelines(_line(row) for row in rows)
            file.write(f"</{root}>\n")
    return folder


def _line(row: Mapping[str, Any]) -> str:
    attributes = " ".join(
        f"{name}={quoteattr(str(value))}" for name, value in row.items() if value is not None
    )
    return f"  <row {attributes} />\n"


def at(minute: int) -> str:
    """A time of a dump: minutes after noon of a day in 2020."""
    return f"2020-03-01T{12 + minute // 60:02}:{minute % 60:02}:00.000"


def user(id: Any, **more: Any) -> dict[str, Any]:
    return {"Id": id, "DisplayName": f"U{id}", "CreationDate": at(0)} | more


def question(id: Any, **more: Any) -> dict[str, Any]:
    row = {"Id": id, "PostTypeId": 1, "CreationDate": at(1), "Title": f"T{id}", "Body": f"<p>Q{id}</p>"}
    return row | {"OwnerUserId": 1} | more


def answer(id: Any, parent: Any, **more: Any) -> dict[str, Any]:
    row = {"Id": id, "PostTypeId": 2, "ParentId": parent, "CreationDate": at(2), "Body": f"<p>A{id}</p>"}
    return row | {"OwnerUserId": 2} | more


def comment(id: Any, post: Any, **more: Any) -> dict[str, Any]:
    return {"Id": id, "PostId": post, "Text": f"C{id}", "CreationDate": at(3), "UserId": 2} | more


def vote(id: Any, post: Any, kind: Any = 2, **more: Any) -> dict[str, Any]:
    return {"Id": id, "PostId": post, "VoteTypeId": kind, "CreationDate": at(4)} | more


def badge(id: Any, member: Any = 1, **more: Any) -> dict[str, Any]:
    return {
        "Id": id,
        "UserId": member,
        "Name": "Teacher",
        "Date": at(5),
        "Class": 3,
        "TagBased": "False",
    } | more


def link(id: Any, post: Any, related: Any, kind: Any = 1, **more: Any) -> dict[str, Any]:
    return {
        "Id": id, "PostId": post, "RelatedPostId": related, "LinkTypeId": kind, "CreationDate": at(6),
    } | more  # fmt: skip


def change(id: Any, post: Any, kind: Any, said: Any = None, **more: Any) -> dict[str, Any]:
    """A row of PostHistory; rows of one `RevisionGUID` are one edit."""
    return {
        "Id": id, "PostId": post, "PostHistoryTypeId": kind, "RevisionGUID": f"guid-{id}", "CreationDate": at(1),
        "UserId": 1, "Text": said,
    } | more  # fmt: skip


def tag_wiki(id: Any, kind: int = 5, **more: Any) -> dict[str, Any]:
    row = {"Id": id, "PostTypeId": kind, "CreationDate": at(1), "OwnerUserId": 1}
    return row | {"Body": f"<p>About {id}</p>"} | more


def town(folder: Path, *, posts: int, seed: int = 1, people: int = 40) -> Path:
    """A dump of a site, the same for the same seed: `posts` posts, as many comments, badges and links, more votes.

    Half of the posts are questions, and some answers come before their question; some rows name missing rows.
    """
    chance = random.Random(seed)
    ids = range(1, posts + 1)
    asked = [id for id in ids if id % 2]

    def post(id: int) -> dict[str, Any]:
        owner = chance.choice([*range(1, people + 1), None, 9_999])
        if id % 2:
            tags = "".join(f"<{tag}>" for tag in chance.sample(["a", "b", "c", "d"], chance.randrange(4)))
            accepted = chance.choice([None, chance.randint(1, posts)])
            return question(id, OwnerUserId=owner, Tags=tags, AcceptedAnswerId=accepted)
        return answer(id, chance.choice(asked) if id % 10 else posts + id, OwnerUserId=owner)

    def history() -> Iterator[dict[str, Any]]:
        """What posts said at first, then edits: of some what they say now, of others something else."""
        for id in ids:
            yield change(5 * id, id, 2, f"A{id} at first", RevisionGUID=f"first-{id}")
            yield change(5 * id + 1, id, 1, f"T{id}", RevisionGUID=f"first-{id}")
        for id in ids:
            if id % 3:
                yield change(5 * id + 2, id, 5, f"{'Q' if id % 2 else 'A'}{id}", CreationDate=at(8), UserId=2)
            if id % 7 == 1:
                voters = '{"Voters":[{"Id":3,"DisplayName":"U3"}],"OriginalQuestionIds":[1]}'
                yield change(5 * id + 3, id, 10, voters, Comment=101, CreationDate=at(9))

    return write_dump(
        folder,
        Users=(user(id) for id in range(1, people + 1)),
        Tags=(
            {
                "Id": number,
                "TagName": tag,
                "WikiPostId": 2 * posts + number,
                "ExcerptPostId": 3 * posts + number,
            }
            for number, tag in enumerate("abcz")
        ),
        Posts=chain((post(id) for id in ids), (tag_wiki(2 * posts + number) for number in range(4))),
        Comments=(comment(id, chance.randint(1, posts), Score=chance.randrange(3)) for id in ids),
        Votes=(
            vote(
                id, chance.randint(1, posts + 5), chance.choice([1, 2, 2, 2, 3, 5, 8, 10]), UserId=id % people
            )
            for id in range(1, 3 * posts)
        ),
        PostLinks=(
            link(id, chance.randint(1, posts + 5), chance.randint(1, posts), chance.choice([1, 3]))
            for id in ids
        ),
        Badges=(badge(id, chance.randint(1, people + 1)) for id in ids),
        PostHistory=history(),
    )


_HERE = "community_id = (SELECT community_id FROM commkit_directory WHERE slug = :slug)"
_SNAPSHOT = {
    "members": "id, key, name, role, status, joined_at FROM commkit_membership",
    "contributions": "member, post_count, reaction_count FROM commkit_contribution",
    "posts": """
        id, parent, author, answer, kind, state, number, path, title, body, markup, tags, author_name, created_at,
        edited_at, activity_at, closed_at, reply_count, answer_count, score, last_number, version
        FROM commkit_post""",
    "revisions": """
        post, version, title, body, markup, tags, author, edited_by, editor_name, edited_at, reason
        FROM commkit_revision""",
    "wikis": "post, trust, created_at FROM commkit_wiki",
    "tag_wikis": "tag, part, version, text, markup, author, author_name, at, reason FROM commkit_tag_wiki",
    "links": "id, kind, post, related, at, taken_by FROM commkit_imported_link",
    "badges": "id, member, name, level, of_tag, at, taken_by FROM commkit_imported_badge",
    "closings": "id, post, reason, member, member_name, at, reopened, taken_by FROM commkit_imported_closing",
    "originals": "closing, post FROM commkit_imported_original",
    "bounties": "id, post, amount, member, at, ended, taken_by FROM commkit_imported_bounty",
    "post_events": "id, post, kind, detail, member, member_name, at, taken_by FROM commkit_imported_post_event",
    "pages": "id, post, url, identifier, at, taken_by FROM commkit_imported_page",
    "voters": "event, member FROM commkit_imported_voter",
    "reaction_counts": "post, reaction, local_count, imported_count FROM commkit_reaction_count",
    "reactions": "post, member, reaction, at FROM commkit_reaction",
    "tags": "name, post_count FROM commkit_tag",
    "post_tags": "tag, post FROM commkit_post_tag",
    "mapping": "source, kind, external_id FROM commkit_imported_object",
    "community": "member_count FROM commkit_community",
}


def snapshot(kit: Kit, slug: str = "town") -> dict[str, list[str]]:
    """All rows of an imported community, under the external ids; checks that each post is in one fact."""
    with kit.database.engine.connect() as connection:

        def rows(sql: str) -> list[tuple[Any, ...]]:
            return [
                tuple(row) for row in connection.execute(text(f"SELECT {sql} WHERE {_HERE}"), {"slug": slug})
            ]

        names = {
            id: f"{kind} {external_id}"
            for id, kind, external_id in rows("id, kind, external_id FROM commkit_imported_object")
        }
        names.pop(None, None)
        found = {name: rows(sql) for name, sql in _SNAPSHOT.items()}
        outbox = [body for fact, body in rows("fact, body FROM commkit_outbox") if fact == PostsImported.name]
    emitted = [post for body in outbox for post in from_json(body)["posts"]]
    assert len(emitted) == len(set(emitted)) == len(found["posts"])
    return {
        table: sorted(str([names.get(value, value) for value in row]) for row in rows)
        for table, rows in found.items()
    }


RunImport = Callable[..., ImportReport]
"""The fixture `run_import`: `run_import(Posts=[...])`, with `into` (the type) and `batch` where they matter."""


def import_into(
    kit: Kit, folder: Path, slug: str = "town", *, into: str = "archive", **options: Any
) -> ImportReport:
    """Import into a community; check the counters, and that every row that can be read is counted."""
    ensure_community(kit, slug, into, title="Town")
    report = import_dump(kit, folder, slug, source="site", **options)
    assert_counters_hold(kit, slug)
    dump = Dump.open(folder)
    assert tuple(report.tables) == dump.tables
    for name, table in report.tables.items():
        assert table.rows == table.imported + sum(table.skipped.values())
        assert table.rows == (table.failure.row if table.failure else sum(1 for _ in dump.rows(name)))
    return report


def thread(kit: Kit) -> list[Post]:
    """The posts of the most recently active thread."""
    first = ask(kit, SYSTEM, "town", ListThreads(order=ThreadOrder.ACTIVE)).items[0]
    return list(ask(kit, SYSTEM, "town", ReadThread(first.id, limit=100)).items)


def counts(report: ImportReport, table: str) -> tuple[int, Mapping[str, int]]:
    """How many rows of a table were imported, and how many were skipped by reason."""
    return report.tables[table].imported, report.tables[table].skipped
