"""Mail: what a message says, in whatever encoding, and without anybody's address."""

import gzip
import zipfile
from pathlib import Path

import pytest

from commkit import Kit
from commkit.importers.mbox import import_mail
from commkit.posts import Post
from commkit.runtime.model.errors import Conflict
from tests.helpers import assert_invalid, assert_refused
from tests.importers.conversations import (
    import_mbox,
    mail,
    results,
    text_of,
    threads,
    trees,
    write_mbox,
)
from tests.importers.dumps import snapshot

FILE = "list.mbox"


def only(kit: Kit, path: Path) -> Post:
    """The post of an archive of one message."""
    assert import_mbox(kit, path).tables[FILE].imported == 1
    ((post,),) = threads(kit)
    return post


def test_a_thread_of_mails(kit: Kit, tmp_path: Path) -> None:
    path = write_mbox(
        tmp_path,
        mail("a", "My tea is bitter.", Subject="[tea] Why?"),
        mail("b", "Hot water?\n\n> My tea\n> is bitter.", From="Bob <bob@example.net>", In_Reply_To="<a>"),
        mail("c", "Yes.", References="<a> <b>"),
    )
    assert results(import_mbox(kit, path)) == {FILE: (3, {})}
    assert trees(kit) == [("My tea is bitter.", ("Hot water? My tea is bitter.", ("Yes.",)))]
    (first, second, third) = threads(kit)[0]
    assert (first.title, first.author_name, second.author_name) == ("[tea] Why?", "Ada", "Bob")
    assert first.author == third.author
    assert first.created_at.isoformat() == "2004-01-01T10:37:00+00:00"
    assert second.body == "<p>Hot water?</p><blockquote><p>My tea<br>is bitter.</p></blockquote>"
    assert [post.kind for post in threads(kit)[0]] == ["question", "answer", "comment"]


def test_a_second_import_adds_nothing_and_a_later_archive_joins(kit: Kit, tmp_path: Path) -> None:
    path = write_mbox(tmp_path, mail("a"), mail("b", In_Reply_To="<a>"))
    import_mbox(kit, path)
    whole = snapshot(kit)
    assert results(import_mbox(kit, path, batch=1)) == {FILE: (0, {"already imported": 2})}
    assert snapshot(kit) == whole
    later = write_mbox(
        tmp_path, mail("c", References="<x> <b>"), mail("d", In_Reply_To="<c>"), name="later.mbox"
    )
    assert import_mbox(kit, later).imported == 2
    assert [len(posts) for posts in threads(kit)] == [4]


def test_an_interrupted_import_continues(kit: Kit, tmp_path: Path) -> None:
    path = write_mbox(tmp_path, *(mail(f"m{n}", References=f"<m{n - 1}>" if n else None) for n in range(9)))

    def stop(name: str, rows: int) -> None:
        if rows == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_mbox(kit, path, batch=2, progress=stop)
    assert [len(posts) for posts in threads(kit)] == [4]
    assert results(import_mbox(kit, path)) == {FILE: (5, {"already imported": 4})}
    assert [len(posts) for posts in threads(kit)] == [9]


def test_gzip_zip_and_folders_are_read_in_the_order_of_months(kit: Kit, tmp_path: Path) -> None:
    folder = tmp_path / "months"
    folder.mkdir()
    for month, one in (("January", mail("a")), ("April", mail("b", In_Reply_To="<a>"))):
        (folder / f"2004-{month}.txt.gz").write_bytes(gzip.compress(one.encode()))
    assert list(import_mbox(kit, folder).tables) == ["2004-January.txt.gz", "2004-April.txt.gz"]
    assert [len(posts) for posts in threads(kit)] == [2]
    with zipfile.ZipFile(tmp_path / "months.zip", "w") as archive:
        for file in folder.iterdir():
            archive.write(file, f"../../{file.name}")
    assert import_mbox(kit, tmp_path / "months.zip").imported == 0
    assert not (tmp_path.parent / "2004-April.txt.gz").exists()


@pytest.mark.parametrize(
    ("headers", "body", "text"),
    [
        ({"Content-Type": "text/plain; charset=iso-8859-1"}, "süß".encode("latin-1"), "süß"),
        ({"Content-Type": "text/plain; charset=utf-8"}, "süß".encode("latin-1"), "süß"),
        ({"Content-Type": "text/plain; charset=us-ascii"}, "süß".encode(), "süß"),
        ({"Content-Type": "text/plain; charset=x-nonsense"}, "süß".encode(), "süß"),
        ({"Content-Type": "text/plain; charset=rot13"}, b"abc", "abc"),
        ({"Content-Type": 'text/plain; charset="\x00"'}, b"abc", "abc"),
        ({"Content-Type": "text/plain; charset=utf-7"}, b"+2AA-a", "a"),
        ({}, "süß".encode("cp1252"), "süß"),
        ({"Content-Transfer-Encoding": "quoted-printable"}, b"a=20=\nb =C3=BC", "a b ü"),
        ({"Content-Transfer-Encoding": "base64"}, b"c8O8w58=", "süß"),
        ({"Content-Transfer-Encoding": "base64"}, b"!!!", "(no text)"),
        ({"Content-Transfer-Encoding": "nonsense"}, b"abc", "abc"),
        ({"Content-Type": "nonsense"}, b"abc", "abc"),
        ({"Content-Type": "text/html"}, b"<p>a</p><script>b</script><b>c&#64;d.org</b>", "a [e-mail]"),
        ({"Content-Type": "multipart/mixed; boundary=x"}, b"no part at all", "no part at all"),
        ({}, b"", "(no text)"),
        ({}, b"a\x00b\x07\xe2\x80\xa8c", "ab c"),
    ],
)
def test_texts(kit: Kit, tmp_path: Path, headers: dict[str, str], body: bytes, text: str) -> None:
    one = mail("a", "BODY", **{name.replace("-", "_"): value for name, value in headers.items()}).encode()
    assert text_of(only(kit, write_mbox(tmp_path, one.replace(b"BODY", body)))) == text


ALTERNATIVES = """\
--x
Content-Type: multipart/alternative; boundary=y

--y
Content-Type: text/plain

{plain}
--y
Content-Type: text/html

<p>rich</p>
--y--
--x
Content-Type: text/plain

footer
--x
Content-Type: text/plain; name="ada@example.org.txt"

attached
--x
Content-Type: message/rfc822

Subject: forwarded

forwarded
--x--
"""


@pytest.mark.parametrize(("plain", "text"), [("plain", "plain footer"), (" ", "rich footer")])
def test_of_alternatives_the_text_is_read_and_attachments_are_listed(
    kit: Kit, tmp_path: Path, plain: str, text: str
) -> None:
    body = ALTERNATIVES.format(plain=plain)
    report = import_mbox(
        kit, write_mbox(tmp_path, mail("a", body, Content_Type="multipart/mixed; boundary=x"))
    )
    assert results(report) == {FILE: (1, {}), "attachments": (0, {"attachments not supported": 2})}
    ((post,),) = threads(kit)
    assert text_of(post) == (
        f"{text} Attachments, which were not imported: - [e-mail] (text/plain) - a file (message/rfc822)"
    )


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Ada L <ada@example.org>", "Ada L"),
        ('"L, Ada" <ada@example.org>', "L, Ada"),
        ("ada@example.org (Ada L)", "Ada L"),
        ("ada at example.org (Ada L)", "Ada L"),
        ("ada at example.org", None),
        ("=?utf-8?q?Zo=C3=AB?= <ada@example.org>", "Zoë"),
        ("=?iso-8859-1?b?Wm/r?= at home <ada@example.org>", "Zoë at home"),
        ("=?utf-8?b?!!?= <ada@example.org>", None),
        ("ada at example.org (=?iso-8859-1?q?Zo=EB?=)", "Zoë"),
        ('"ada@example.org" <ada@example.org>', None),
        ("'Ada' via Tea <tea@example.org>", "Ada"),
        ("<ada@example.org>", None),
    ],
)
def test_names_are_shown_and_addresses_are_not(kit: Kit, tmp_path: Path, raw: str, name: str | None) -> None:
    post = only(kit, write_mbox(tmp_path, mail("a", From=raw)))
    assert (post.author_name == name) if name else post.author_name.startswith("writer ")
    assert post.author is not None


@pytest.mark.parametrize("raw", [None, "", "nobody", "undisclosed:;", "\x00", "<>"])
def test_a_message_without_an_address_has_no_member(kit: Kit, tmp_path: Path, raw: str | None) -> None:
    post = only(kit, write_mbox(tmp_path, mail("a", From=raw)))
    assert post.author is None
    assert post.author_name == ("nobody" if raw == "nobody" else post.author_name)


def test_one_address_is_one_member_and_whoever_a_list_hides_is_another(kit: Kit, tmp_path: Path) -> None:
    path = write_mbox(
        tmp_path,
        mail("a", From="Ada <ADA@example.org>"),
        mail("b", From="ada at example.org (A.)"),
        mail("c", From="'Ada' via Tea <tea@example.org>", X_Original_Sender="ada@example.org"),
        mail("d", From="'Bob' via Tea <tea@example.org>", X_Original_Sender="bob@example.org"),
    )
    import_mbox(kit, path)
    authors = [posts[0].author for posts in threads(kit)]
    assert len(set(authors)) == 2
    assert {posts[0].author_name for posts in threads(kit)} == {"Ada", "Bob"}


def test_no_address_is_stored_anywhere(kit: Kit, tmp_path: Path) -> None:
    secret = "hidden@example.org"
    spelled = "hidden at example.org"
    body = f"{secret} wrote, {spelled}, hidden [at] example.org:\n> <mailto:{secret}>\n"
    import_mbox(
        kit,
        write_mbox(
            tmp_path,
            mail(secret, body, From=f'"{secret}" <{secret}>', Subject=f"To {secret} and {spelled}"),
            mail("b", "<p>hidden&#64;example.org</p>", Content_Type="text/html", References=f"<{secret}>"),
        ),
    )
    assert len(threads(kit)[0]) == 2
    stored = str(snapshot(kit))
    assert "hidden" not in stored
    assert "example.org" not in stored


@pytest.mark.parametrize(
    ("date", "at", "reason"),
    [
        ("Thu, 1 Jan 2004 10:00:00 +0200", "2004-01-01T08:00:00+00:00", ""),
        ("1 Jan 2004 10:00 EST", "2004-01-01T15:00:00+00:00", ""),
        ("Thu, 1 Jan 2004 10:00:00 -0000", "2004-01-01T10:00:00+00:00", ""),
        ("Thu, 1 Jan 2004 10:00:00", "2004-01-01T10:00:00+00:00", ""),
        (None, "", "no Date"),
        ("", "", "malformed: Date"),
        ("yesterday", "", "malformed: Date"),
        ("Thu, 31 Feb 2004 10:00:00 +0000", "", "malformed: Date"),
        ("Thu, 1 Jan 2004 10:00:00 +9999", "", "malformed: Date"),
        ("Thu, 1 Jan 1969 10:00:00 +0000", "", "malformed: Date"),
        ("Thu, 1 Jan 9999 23:00:00 -2300", "", "Date in the future"),
        ("Fri, 31 Dec 9999 23:00:00 -2300", "", "malformed: Date"),
        ("Thu, 1 Jan 2400 10:00:00 +0000", "", "Date in the future"),
    ],
)
def test_dates(kit: Kit, tmp_path: Path, date: str | None, at: str, reason: str) -> None:
    report = import_mbox(kit, write_mbox(tmp_path, mail("a", Date=date)))
    assert results(report) == {FILE: (0, {reason: 1}) if reason else (1, {})}
    assert [posts[0].created_at.isoformat() for posts in threads(kit)] == ([at] if at else [])


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Re: AW: Why?", "Why?"),
        ("=?utf-8?q?s=C3=BC=C3=9F?=\n =?utf-8?q?er?= tea", "süßer tea"),
        ("süß", "süß"),
        ("Re: ", "Hello."),
        (None, "Hello."),
        ("a\x00b\x1b[31m", "ab[31m"),
        ("x" * 500, f"{'x' * 239}…"),
    ],
)
def test_titles(kit: Kit, tmp_path: Path, subject: str | None, title: str) -> None:
    assert only(kit, write_mbox(tmp_path, mail("a", Subject=subject))).title == title


@pytest.mark.parametrize(("into", "kinds"), [("shallow", ["topic", "reply", "reply"]), ("bare", ["note"])])
def test_it_works_in_every_type(kit: Kit, tmp_path: Path, into: str, kinds: list[str]) -> None:
    path = write_mbox(tmp_path, mail("a"), mail("b", In_Reply_To="<a>"), mail("c", In_Reply_To="<b>"))
    import_mbox(kit, path, into=into)
    assert [post.kind for post in threads(kit)[0]] == kinds


def test_a_type_whose_posts_open_nothing_is_refused(kit: Kit, tmp_path: Path) -> None:
    with assert_refused(Conflict, "importers.no_opening_kind"):
        import_mbox(kit, write_mbox(tmp_path, mail("a")), into="closed")


def test_arguments_are_checked(kit: Kit, tmp_path: Path) -> None:
    import_mbox(kit, write_mbox(tmp_path, mail("a")))
    (tmp_path / "empty").mkdir()
    for path, code in (("nowhere", "not_there"), ("empty", "no_archives")):
        with assert_invalid(path=code):
            import_mail(kit, tmp_path / path, "town")
    with assert_invalid(batch="out_of_range"):
        import_mail(kit, tmp_path / FILE, "town", batch=0)
