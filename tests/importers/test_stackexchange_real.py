"""Real dumps come in whole, and memory does not grow with a dump."""

import gc
import tracemalloc
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from commkit import Kit
from commkit.importers.stackexchange import ImportReport, ensure_community, import_dump
from commkit.importers.stackexchange.dump import Dump
from commkit.runtime.storage import columns
from tests.importers import recounts
from tests.importers.dumps import Types, import_into, snapshot, town
from tests.sample import new_kit

# Real dumps


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "imported"),
    [
        (
            "quantumcomputing.stackexchange.com-2018-09",
            {
                "Users": 3461,
                "Tags": 154,
                "Posts": 612 + 1060 + 2 * 139,
                "Comments": 3413,
                "PostLinks": 305,
                "Badges": 4671,
            },
        ),
        (
            "bicycles.meta.stackexchange.com-2023-09",
            {
                "Users": 2551,
                "Tags": 94,
                "Posts": 453 + 971 + 2 * 11,
                "Comments": 2448,
                "PostLinks": 182,
                "Badges": 6585,
                "PostHistory": 3994 - 18,
            },
        ),
    ],
)
def test_real_dumps_are_imported_completely(
    kit: Kit, shared_data: Path, folder: str, imported: dict[str, int]
) -> None:
    dump = shared_data / "stackexchange" / folder
    report = import_into(kit, dump)
    assert not report.failed_tables
    assert {name: report.tables[name].imported for name in imported} == imported
    recounted(kit, dump)
    recounted_rest(kit, dump, report)
    whole = snapshot(kit)
    again = import_into(kit, dump, batch=1_000)
    assert again.imported == 0
    assert snapshot(kit) == whole
    for name, table in again.tables.items():
        assert table.skipped.get("already imported", 0) == report.tables[name].imported


def recounted(kit: Kit, folder: Path) -> None:
    """What the database says, against what the files say, both counted without the importer."""
    dump = Dump.open(folder)
    posts = {row["Id"]: row for row in dump.rows("Posts") if row["PostTypeId"] in "12"}
    votes = [row for row in dump.rows("Votes") if row["PostId"] in posts]
    asked = {id for id, row in posts.items() if row["PostTypeId"] == "1"}
    with kit.database.engine.connect() as connection:

        def pairs(sql: str) -> dict[Any, Any]:
            return dict(map(tuple, connection.execute(text(sql))))

        scores = pairs(
            "SELECT external_id, score FROM commkit_imported_object i JOIN commkit_post p ON p.id = i.id "
            "WHERE i.kind = 'post'"
        )
        of_votes = Counter(dict.fromkeys(posts, 0))
        for row in votes:
            of_votes[row["PostId"]] += {"2": 1, "3": -1}.get(row["VoteTypeId"], 0)
        assert scores == dict(of_votes)
        kinds = pairs("SELECT kind, count(*) FROM commkit_post GROUP BY kind")
        assert (kinds["question"], kinds["answer"]) == (len(asked), len(posts) - len(asked))
        answers = pairs(
            "SELECT external_id, answer_count FROM commkit_imported_object i JOIN commkit_post p ON p.id = i.id"
            " WHERE i.kind = 'post' AND p.parent IS NULL"
        )
        replies = [row for row in posts.values() if row["PostTypeId"] == "2"]
        assert Counter(row["ParentId"] for row in replies) == Counter(
            {id: int(row["AnswerCount"]) for id, row in posts.items() if id in asked}
        )
        asked_by = {id: posts[id].get("OwnerUserId") for id in asked}
        by_others = Counter(
            row["ParentId"]
            for row in replies
            if row.get("OwnerUserId") is None or row["OwnerUserId"] != asked_by[row["ParentId"]]
        )
        assert answers == {id: by_others[id] for id in asked}, "what the asker writes answers nothing"
        (solved,) = pairs(
            "SELECT state, count(*) FROM commkit_post WHERE answer IS NOT NULL GROUP BY state"
        ).items()
        assert solved == ("solved", sum(row.get("AcceptedAnswerId") in posts for row in posts.values()))
        tags = Counter(
            tag
            for id in asked
            for tag in posts[id]["Tags"].strip("<>|").replace("|", "><").split("><")
            if tag
        )
        assert pairs("SELECT name, post_count FROM commkit_tag WHERE post_count > 0") == dict(tags)
        comments = sum(int(row["Score"]) for row in dump.rows("Comments"))
        (carried,) = connection.execute(
            text(
                "SELECT sum(t.imported_count) FROM commkit_reaction_count t JOIN commkit_post p ON p.id = t.post"
                " WHERE p.kind = 'comment'"
            )
        ).one()
        assert carried == comments


def recounted_rest(kit: Kit, folder: Path, report: ImportReport) -> None:
    """Links, badges, bounties, events, wikis and histories, against what ElementTree finds in the files."""
    among = recounts.posts(folder)
    with kit.database.engine.connect() as connection:

        def rows(sql: str) -> list[tuple[Any, ...]]:
            return [tuple(row) for row in connection.execute(text(sql))]

        def kept(table: str, columns: str) -> Counter[tuple[Any, ...]]:
            return Counter(rows(f"SELECT {columns} FROM commkit_imported_{table}"))

        wanted = [
            row
            for row in recounts.rows(folder, "PostLinks")
            if {row["PostId"], row["RelatedPostId"]} <= among.keys()
        ]
        kinds = {"1": "linked", "3": "duplicate"}
        assert kept("link", "kind") == Counter((kinds[row["LinkTypeId"]],) for row in wanted)
        levels = {"1": "gold", "2": "silver", "3": "bronze"}
        names = dict(rows("SELECT external_id, id FROM commkit_imported_object WHERE kind = 'member'"))
        assert kept("badge", "member, name, level") == Counter(
            (names[row["UserId"]], row["Name"], levels[row["Class"]])
            for row in recounts.rows(folder, "Badges")
        )
        votes = [row for row in recounts.rows(folder, "Votes") if row["PostId"] in among]
        assert kept("bounty", "amount") == Counter(
            (int(row.get("BountyAmount", 0)),) for row in votes if row["VoteTypeId"] in ("8", "9")
        )
        history = [row for row in recounts.rows(folder, "PostHistory") if row["PostId"] in among]
        closings = Counter(
            row["PostHistoryTypeId"] == "11" for row in history if row["PostHistoryTypeId"] in ("10", "11")
        )
        assert sum(kept("closing", "reopened").values()) == closings.total()
        events = [row for row in votes if row["VoteTypeId"] in ("4", "6", "7", "10", "11", "12", "15", "16")]
        events += [row for row in history if int(row["PostHistoryTypeId"]) > 11]
        assert sum(kept("post_event", "kind").values()) == len(events)
        (wikis,) = rows("SELECT count(*) FROM commkit_wiki")[0]
        assert wikis == sum("CommunityOwnedDate" in row for row in among.values())

        present = {
            id: (external, title, body, markup, version)
            for external, id, title, body, markup, version in rows(
                "SELECT external_id, p.id, title, body, markup, version FROM commkit_imported_object i"
                " JOIN commkit_post p ON p.id = i.id WHERE i.kind = 'post'"
            )
        }
        earlier: dict[str, list[tuple[str, str, str]]] = {}
        for post, title, body, tags in rows(
            "SELECT post, title, body, tags FROM commkit_revision ORDER BY post, version"
        ):
            earlier.setdefault(present[post][0], []).append((title, body, tags))
    unlike = 0
    expected = recounts.versions(folder, among)
    for external, title, body, markup, version in present.values():
        its = expected.get(external, [])
        here = earlier.get(external, [])
        assert version == len(here) + 1
        unlike += bool(its) and len(here) == len(its)
        if its and len(here) < len(its):  # it has the text of its last revision
            assert (markup, recounts.same_body(body)) == ("markdown", recounts.same_body(its[-1][1]))
            assert recounts.same_title(title) == recounts.same_title(its[-1][0])
            here = [*here, (title, body, " ".join(recounts.tags_in(its[-1][2])))]
        for (_, text_here, tags_here), (_, text_there, tags_there) in zip(here, its, strict=True):
            assert recounts.same_body(text_here) == recounts.same_body(text_there)
            assert tags_here.split() == recounts.tags_in(tags_there)
    changes = report.tables["PostHistory"].changes if "PostHistory" in report.tables else {}
    told = sum(count for what, count in changes.items() if what.startswith("posts unlike"))
    assert told == unlike
    assert unlike < 0.15 * len(present)


# Memory


def peak(work: Callable[[], object]) -> int:
    gc.collect()
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def forget(table: str, rows: int) -> None:
    """Progress that empties the memos of column values: they are bounded, and not what is measured."""
    for memo in vars(columns).values():
        if hasattr(memo, "cache_clear"):
            memo.cache_clear()


@pytest.mark.slow
def test_memory_does_not_grow_with_the_dump(sqlite_url: str, tmp_path: Path) -> None:
    # Even the small one fills the pieces in which a file is read, and the batches.
    few, many = (town(tmp_path / str(size), posts=size, people=size) for size in (1_000, 5_000))
    with closing(new_kit(sqlite_url, Types())) as kit:
        for place in ("warm", "few", "many"):
            ensure_community(kit, place, "archive", title=place)
        import_dump(kit, few, "warm", source="warm", batch=100, progress=forget)
        little = peak(lambda: import_dump(kit, few, "few", source="few", batch=100, progress=forget))
        much = peak(lambda: import_dump(kit, many, "many", source="many", batch=100, progress=forget))
        held = peak(lambda: [list(Dump.open(many).rows(name)) for name in Dump.open(many).tables])
    assert much < 1.3 * little
    assert held > 3 * much  # the control: the same rows, kept
