"""Values of dump rows are read exactly, or refused with ValueError."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit.importers.stackexchange.codes import (
    BadgeClass,
    CloseReason,
    HistoryType,
    LinkType,
    PostType,
    VoteType,
)
from commkit.importers.stackexchange.dump import Dump
from commkit.importers.stackexchange.parsing import parse_int, parse_moment, parse_tags


def test_times_are_utc_with_or_without_a_fraction() -> None:
    assert parse_moment("2018-03-12T17:00:45.567") == datetime(2018, 3, 12, 17, 0, 45, 567_000, UTC)
    assert parse_moment("2018-03-12T17:00:45") == datetime(2018, 3, 12, 17, 0, 45, 0, UTC)
    assert parse_moment("2018-03-12T00:00:00.000").tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x" * 1_000_000,
        "1520874045",
        "2018-03-12",
        "2018-03-12 17:00:45",
        "2018-03-12T17:00:45Z",
        "2018-03-12T17:00:45+02:00",
        "2018-03-12T17:00:45.567\n",
        "20180312T170045",
        "2018-W11-1T17:00:45",
        "٢018-03-12T17:00:45",
        "2018-02-30T00:00:00",
        "2018-03-12T24:00:00",
        "2018-03-12T17:61:00",
        "0000-01-01T00:00:00",
    ],
)
def test_other_times_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^.{1,120}$"):
        parse_moment(text)


@given(st.datetimes(timezones=st.just(UTC)))
def test_every_time_is_parsed(moment: datetime) -> None:
    to_milliseconds = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    text = to_milliseconds.replace(tzinfo=None).isoformat(timespec="milliseconds")
    assert parse_moment(text) == to_milliseconds


@given(
    st.lists(
        st.text(st.characters(exclude_characters="<>|", exclude_categories=["Cs"]), min_size=1), max_size=6
    )
)
def test_tags_of_both_formats_are_parsed_in_order(tags: list[str]) -> None:
    old = "".join(f"<{tag}>" for tag in tags)
    new = "|" + "".join(f"{tag}|" for tag in tags) if tags else ""
    assert parse_tags(old) == parse_tags(new) == tuple(tags)


@pytest.mark.parametrize(
    "text", ["a", "<a", "a>", "<>", "<a><>", "<a>b<c>", "<a|b>", "|a", "|", "||", "|a||b|", "|<a>|"]
)
def test_other_tags_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a list of tags"):
        parse_tags(text)


@given(st.integers(-(2**63) + 1, 2**63 - 1))
def test_every_integer_of_64_bits_is_parsed(number: int) -> None:
    assert parse_int(str(number)) == number


@pytest.mark.parametrize(
    "text", ["", " 1", "1\n", "+1", "1_000", "1.0", "1e3", "٣", "--1", str(2**63), "9" * 5000]
)
def test_other_numbers_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^not a whole number of 64 bits"):
        parse_int(text)


def test_codes_have_the_numbers_of_the_published_schema() -> None:
    assert [kind.value for kind in PostType] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert (VoteType(1), VoteType(2), VoteType(3)) == (
        VoteType.ACCEPTED_BY_ORIGINATOR,
        VoteType.UP_MOD,
        VoteType.DOWN_MOD,
    )
    assert (VoteType.BOUNTY_START, VoteType.BOUNTY_CLOSE, VoteType.SPAM) == (8, 9, 12)
    with pytest.raises(ValueError, match="14 is not a valid VoteType"):
        VoteType(14)
    assert [kind.value for kind in HistoryType] == [*range(1, 23), 24, 25, 31, *range(33, 39), 50, 52, 53, 66]
    assert [kind.value for kind in CloseReason] == [1, 2, 3, 4, 7, 10, 20, 101, 102, 103, 104, 105]
    assert (LinkType(1), LinkType(3)) == (LinkType.LINKED, LinkType.DUPLICATE)
    assert [kind.name for kind in BadgeClass] == ["GOLD", "SILVER", "BRONZE"]


@pytest.mark.shared
@pytest.mark.parametrize(
    "folder", ["quantumcomputing.stackexchange.com-2018-09", "bicycles.meta.stackexchange.com-2023-09"]
)
def test_every_value_of_real_dumps_is_read(shared_data: Path, folder: str) -> None:
    dump = Dump.open(shared_data / "stackexchange" / folder)
    for row in dump.rows("Posts"):
        PostType(parse_int(row["PostTypeId"]))
        assert parse_moment(row["CreationDate"]) <= parse_moment(row["LastActivityDate"])
        assert len(parse_tags(row.get("Tags", ""))) <= 5
    for row in dump.rows("Votes"):
        VoteType(parse_int(row["VoteTypeId"]))
