"""Which mail replies to which: by References first, by the subject only where that is safe, and never in a circle."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from commkit import Kit
from commkit.importers.mbox.headers import MailHeaders, digest_of
from commkit.importers.mbox.threading import MAX_PASSES, ThreadIndex
from tests.importers.conversations import import_mbox, mail, results, trees, write_mbox

FILE = "list.mbox"


def tree_of(kit: Kit, folder: Path, *mails: str) -> list[object]:
    import_mbox(kit, write_mbox(folder, *mails))
    return list(trees(kit))


def test_a_missing_parent_is_left_out(kit: Kit, tmp_path: Path) -> None:
    found = tree_of(
        kit, tmp_path, mail("a", "a"), mail("b", "b", References="<a> <missing>", In_Reply_To="<missing>")
    )
    assert found == [("a", ("b",))]


def test_replies_to_one_missing_message_are_one_thread(kit: Kit, tmp_path: Path) -> None:
    mails = (mail("a", "a", References="<gone>"), mail("b", "b", References="<gone> <too>"), mail("c", "c"))
    assert tree_of(kit, tmp_path, *mails) == [("a", ("b",)), ("c",)]


def test_a_circle_is_cut(kit: Kit, tmp_path: Path) -> None:
    mails = (
        mail("a", "a", In_Reply_To="<b>"),
        mail("b", "b", In_Reply_To="<a>"),
        mail("c", "c", In_Reply_To="<c>"),
    )
    assert tree_of(kit, tmp_path, *mails) == [("b", ("a",)), ("c",)]


def test_a_reply_may_stand_before_what_it_replies_to(kit: Kit, tmp_path: Path) -> None:
    mails = [mail(f"m{n}", f"m{n}", References=f"<m{n - 1}>" if n else None) for n in range(MAX_PASSES)]
    found = tree_of(kit, tmp_path, *reversed(mails))
    depth = 0
    while len(found) == 1:
        depth += 1
        found = list(found[0][1:])  # type: ignore[index]
    assert depth == MAX_PASSES


def test_an_archive_from_its_end_to_its_begin_keeps_its_threads(kit: Kit, tmp_path: Path) -> None:
    count = 3 * MAX_PASSES
    mails = [mail(f"m{n}", f"m{n}", References=f"<m{n - 1}>" if n else None) for n in range(count)]
    report = import_mbox(kit, write_mbox(tmp_path, *reversed(mails)))
    assert results(report) == {FILE: (count, {})}
    assert len(trees(kit)) == 1


def test_a_duplicate_is_skipped(kit: Kit, tmp_path: Path) -> None:
    anonymous = mail(None, "a")
    path = write_mbox(tmp_path, mail("a"), mail("a", "other"), anonymous, anonymous, mail(None, "b"))
    assert results(import_mbox(kit, path)) == {FILE: (3, {"duplicate Message-ID": 2})}
    assert results(import_mbox(kit, path)) == {FILE: (0, {"duplicate Message-ID": 2, "already imported": 3})}


def test_a_message_that_is_skipped_is_replied_to_by_nobody(kit: Kit, tmp_path: Path) -> None:
    mails = (
        mail("a", "a"),
        mail("b", "b", References="<a>", Date=None),
        mail("c", "c", References="<a> <b>"),
    )
    assert tree_of(kit, tmp_path, *mails) == [("a", ("c",))]


def test_a_reply_without_references_is_found_by_its_subject(kit: Kit, tmp_path: Path) -> None:
    mails = (
        mail("a", "a", Subject="[tea] A bitter green tea"),
        mail("b", "b", Subject="Re: [tea] A bitter green tea"),
        mail("c", "c", Subject="AW: a bitter GREEN tea", In_Reply_To="Your message of Thursday"),
        mail("d", "d", Subject="A bitter green tea"),
    )
    assert tree_of(kit, tmp_path, *mails) == [("a", ("b",), ("c",)), ("d",)]


def test_a_subject_that_says_little_or_is_old_joins_nothing(kit: Kit, tmp_path: Path) -> None:
    mails = (
        mail("a", "a", Subject="Help"),
        mail("b", "b", Subject="Re: Help"),
        mail("c", "c", Subject="A bitter green tea"),
        mail("d", "d", Subject="Re: A bitter green tea", Date="Thu, 01 Mar 2004 10:00:00 +0000"),
    )
    assert len(tree_of(kit, tmp_path, *mails)) == 4


IDS = st.integers(0, 8)


@st.composite
def archives(draw: st.DrawFn) -> list[MailHeaders]:
    """Headers with few ids, so that they repeat, miss and point in circles."""
    found = []
    for id in draw(st.lists(IDS, max_size=14)):
        above = draw(st.lists(st.integers(0, 10), max_size=3))
        digests = tuple(dict.fromkeys(digest_of(bytes([one])) for one in above))
        found.append(
            MailHeaders(
                digest_of(bytes([id])),
                references=digests,
                subject=draw(st.sampled_from(["", "Re: A bitter green tea", "A bitter green tea", "Re: x"])),
                sent_at=datetime(2004, 1, 1, tzinfo=UTC) + timedelta(days=draw(st.integers(0, 60))),
                reason=draw(st.sampled_from(["", "", "", "no Date"])),
            )
        )
    return found


@given(archives(), st.sets(st.integers(0, 10)))
def test_every_message_has_a_place_after_its_parent(headers: list[MailHeaders], before: set[int]) -> None:
    imported = {digest_of(bytes([one])) for one in before}

    def find(ids: Iterable[bytes]) -> set[bytes]:
        return set(ids) & imported

    index = ThreadIndex()
    for one in headers:
        index.add(one)
    index.resolve(find)
    places = list(index.places())
    assert len(places) == len(headers)
    taken = {place.id: (place.step, row) for row, place in enumerate(places) if not place.reason}
    assert len(taken) == sum(not place.reason for place in places)
    for row, place in enumerate(places):
        assert 0 <= place.step < index.passes <= MAX_PASSES + 1
        if place.reason or place.parent is None:
            continue
        if place.parent in taken:
            assert taken[place.parent] < (place.step, row)
        else:
            assert place.parent in imported
