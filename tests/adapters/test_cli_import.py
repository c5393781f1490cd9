"""`commkit import stackexchange`: every row accounted for, on a fresh database, again, and on a broken dump."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.adapters.running import commkit, commkit_alone

USERS = """<users>
<row Id="1" CreationDate="2018-03-12T17:00:00.000" DisplayName="Ada" />
<row Id="2" CreationDate="2018-03-13T17:00:00.000" DisplayName="Ben" />
</users>"""
POSTS = """<posts>
<row Id="10" PostTypeId="1" AcceptedAnswerId="11" CreationDate="2018-03-14T10:00:00.000" Body="How?"
 OwnerUserId="1" Title="How do I turn it on?" Tags="&lt;hub&gt;" />
<row Id="11" PostTypeId="2" ParentId="10" CreationDate="2018-03-14T11:00:00.000" Body="So."
 OwnerUserId="2" />
<row Id="12" PostTypeId="5" CreationDate="2018-03-14T12:00:00.000" Body="A tag wiki" OwnerUserId="2" />
</posts>"""
COUNTS = {"Users": (2, 2), "Posts": (3, 2)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "lamps.example-2018-09"
    folder.mkdir()
    (folder / "Users.xml").write_text(USERS)
    (folder / "Posts.xml").write_text(POSTS)
    return folder


def importing(folder: Path, *more: str, slug: str = "lamps", kind: str | None = "support") -> tuple[str, ...]:
    database = f"sqlite:///{folder.parent / 'town.db'}"
    return (
        "import",
        "stackexchange",
        str(folder),
        "--database",
        database,
        "--community",
        slug,
        *(() if kind is None else ("--type", kind)),
        *more,
    )


def test_into_a_fresh_database_every_row_is_accounted_for(folder: Path) -> None:
    done = commkit_alone(*importing(folder, "--json"))
    assert done.returncode == 0, done.stderr
    tables = json.loads(done.stdout)["tables"]
    assert {name: (part["rows"], part["imported"]) for name, part in tables.items()} == COUNTS
    for part in tables.values():
        assert part.keys() >= {"rows", "imported", "skipped"}
        assert part["rows"] == part["imported"] + sum(part["skipped"].values())


def test_a_second_import_adds_nothing(folder: Path) -> None:
    commkit(*importing(folder))
    again = commkit(*importing(folder, "--json"))
    assert again.returncode == 0
    assert {part["imported"] for part in json.loads(again.stdout)["tables"].values()} == {0}


def test_a_type_is_asked_for_only_where_a_community_is_created(folder: Path) -> None:
    refused = commkit(*importing(folder, kind=None))
    assert refused.returncode == 1
    assert "there is no community 'lamps' yet; name the type it is to be of (developer, " in refused.stderr
    assert "support" in refused.stderr
    assert commkit(*importing(folder)).returncode == 0
    again = commkit(*importing(folder, "--json", kind=None))
    assert again.returncode == 0, again.stderr
    other = commkit(*importing(folder, kind="gaming"))
    assert (other.returncode, "is a community of type 'support'" in other.stderr) == (1, True)


def test_people_see_tables_and_reasons(folder: Path) -> None:
    shown = commkit(*importing(folder))
    assert shown.returncode == 0
    assert "1 tag wiki" in shown.stdout
    assert "Users" in shown.stdout


def test_a_dump_that_breaks_keeps_what_came_before_and_is_4(folder: Path) -> None:
    (folder / "Posts.xml").write_text(POSTS[: POSTS.index('<row Id="12"') + 20])
    broken = commkit(*importing(folder, "--json"))
    assert broken.returncode == 4
    report = json.loads(broken.stdout)
    assert report["tables"]["Posts"]["imported"] == 2
    assert report["failures"]["Posts"]["row"] == 2
    people = commkit(*importing(folder, slug="other"))
    assert people.returncode == 4
    assert "cannot be read after row 2" in people.stdout


def test_a_folder_without_a_dump_makes_nothing(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    for place in (tmp_path / "photos", tmp_path / "nowhere"):
        refused = commkit(*importing(place, "--json"))
        assert refused.returncode == 1
        assert json.loads(refused.stdout)["error"]["code"] == "stackexchange.no_dump"
    assert not (tmp_path / "town.db").exists()


@pytest.mark.parametrize(
    ("slug", "kind", "says"), [("Not A Slug", "support", "lower-case"), ("lamps", "chess", "chess")]
)
def test_a_community_that_cannot_be_is_reported(folder: Path, slug: str, kind: str, says: str) -> None:
    refused = commkit(*importing(folder, slug=slug, kind=kind))
    assert refused.returncode == 1
    assert says in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_database_that_is_only_behind_is_left_to_its_owner(folder: Path) -> None:
    commkit(*importing(folder))
    with sqlite3.connect(folder.parent / "town.db") as connection:
        connection.execute("DROP TABLE commkit_support_version")
    connection.close()
    behind = commkit(*importing(folder))
    assert behind.returncode == 3
    assert "commkit migrate" in behind.stderr


def test_without_the_extra_it_says_what_to_install(folder: Path) -> None:
    code = "import sys; sys.modules['defusedxml'] = None; from commkit.adapters.cli import main; main()"
    refused = commkit_alone(*importing(folder), code=code)
    assert refused.returncode == 1
    assert "pip install 'commkit[stackexchange]'" in refused.stderr


def test_logs_of_irc_and_mail_are_accounted_for(tmp_path: Path) -> None:
    (tmp_path / "2020-03-01.raw.txt").write_text("[10:00] <ada> one\n[10:01] <bob> ada: two\n=== x\n")
    (tmp_path / "2020-03-01.annotation.txt").write_text("0 0 -\n0 1 -\n")
    (tmp_path / "tea.mbox").write_text(
        "From a@b.org Thu Jan  1 10:00:00 2004\nFrom: a@b.org\nDate: Thu, 01 Jan 2004 10:00:00 +0000\n\nHi.\n"
    )
    for kind, name, rows, imported in (("irc", "2020-03-01.raw.txt", 3, 2), ("mbox", "tea.mbox", 1, 1)):
        for again in (False, True):
            done = commkit("import", kind, *importing(tmp_path / name, "--json")[2:])
            assert done.returncode == 0, done.stderr
            part = json.loads(done.stdout)["tables"][name]
            assert (part["rows"], part["imported"]) == (rows, 0 if again else imported)
            assert part["rows"] == part["imported"] + sum(part["skipped"].values())
    nowhere = commkit("import", "mbox", str(tmp_path / "nowhere"), "--community", "tea", "--json")
    assert nowhere.returncode == 1
    assert "Traceback" not in nowhere.stderr


@pytest.mark.slow
@pytest.mark.shared
def test_a_real_export_is_accounted_for(shared_data: Path, tmp_path: Path) -> None:
    real = shared_data / "stackexchange" / "quantumcomputing.stackexchange.com-2018-09"
    args = (
        "--database",
        f"sqlite:///{tmp_path / 'town.db'}",
        "--community",
        "qc",
        "--type",
        "support",
        "--json",
    )
    done = commkit("import", "stackexchange", str(real), *args)
    assert done.returncode == 0, done.stderr
    tables = json.loads(done.stdout)["tables"]
    assert (tables["Posts"]["rows"], tables["Votes"]["rows"], tables["Users"]["rows"]) == (1986, 12560, 3461)
    assert all(part["rows"] == part["imported"] + sum(part["skipped"].values()) for part in tables.values())


DISQUS = """<?xml version="1.0"?><disqus xmlns:dsq="d"><thread dsq:id="1"><link>https://a.example/1</link>
<title>One</title><createdAt>2020-01-01T10:00:00Z</createdAt></thread><post dsq:id="2"><message>Hi.</message>
<createdAt>2020-01-01T11:00:00Z</createdAt><author><email>a@b.org</email><name>Ada</name></author>
<thread dsq:id="1"/></post></disqus>"""
COMMENTO = """{"version": 1, "commenters": [], "comments": [{"commentHex": "a", "domain": "a.example", "url": "/1",
"commenterHex": "anonymous", "markdown": "Hi.", "parentHex": "root", "creationDate": "2020-01-01T10:00:00Z"}]}"""
WXR = """<rss xmlns:wp="w"><channel><item><title>One</title><wp:post_id>1</wp:post_id>
<wp:post_date_gmt>2020-01-01 10:00:00</wp:post_date_gmt><wp:comment><wp:comment_id>2</wp:comment_id>
<wp:comment_date_gmt>2020-01-01 11:00:00</wp:comment_date_gmt><wp:comment_content>Hi.</wp:comment_content>
<wp:comment_approved>1</wp:comment_approved></wp:comment></item></channel></rss>"""
DISCOURSE = """{"id": 1, "title": "One", "posts_count": 1, "post_stream": {"posts": [{"id": 2, "topic_id": 1,
"post_number": 1, "cooked": "<p>Hi.</p>", "created_at": "2020-01-01T10:00:00Z", "username": "ada"}]}}"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("system", "name", "text", "counts"),
    [
        ("disqus", "a.xml", DISQUS, {"posts": 1, "threads": 1}),
        ("commento", "a.json", COMMENTO, {"comments": 1, "pages": 1}),
        ("wxr", "a.xml", WXR, {"comments": 1, "items": 1}),
        ("discourse", "a.json", DISCOURSE, {"posts": 1, "topics": 1}),
    ],
)
def test_exports_of_comments_are_accounted_for(
    tmp_path: Path, system: str, name: str, text: str, counts: dict[str, int]
) -> None:
    (tmp_path / name).write_text(text)
    for again in (False, True):
        done = commkit("import", system, *importing(tmp_path / name, "--json")[2:])
        assert done.returncode == 0, done.stderr
        tables = json.loads(done.stdout)["tables"]
        assert {table: part["rows"] for table, part in tables.items()} == counts
        assert {part["imported"] for part in tables.values()} == {0 if again else 1}
    (tmp_path / name).write_text(text[:-5])
    broken = commkit("import", system, *importing(tmp_path / name)[2:])
    assert broken.returncode == 4
    assert f"{name} cannot be read after row" in " ".join(broken.stdout.split())
    assert "Traceback" not in broken.stderr
    nowhere = commkit("import", system, str(tmp_path / "nowhere"), "--community", "tea", "--json")
    assert nowhere.returncode == 1
    assert json.loads(nowhere.stdout)["error"]["code"] == "runtime.invalid"
