"""Cuts never go through what readers take for one character."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from commkit.runtime.values.clusters import cluster_start, cut_to
from commkit.runtime.values.texts import shorten

_JOINED = "👍🏽👩\u200d👧🇩🇪🇫🏴\U000e0067\U000e007fe\u0301हि्नदी각각क्षไทย\u0e33\r\n\ufe0f1\u20e3"
_TEXTS = st.text(st.one_of(st.characters(), st.sampled_from(_JOINED)), max_size=12)


def boundaries(text: str) -> set[int]:
    """Where another library allows cuts."""
    return {0, *(found.end() for found in regex.finditer(r"\X", text))}


@given(_TEXTS, st.integers(0, 12))
def test_no_cut_goes_through_a_cluster(text: str, position: int) -> None:
    position = min(position, len(text))
    assert cluster_start(text, position) in boundaries(text)


@given(_TEXTS, st.integers(1, 14))
def test_a_text_is_cut_to_whole_clusters(text: str, length: int) -> None:
    cut = cut_to(text, length)
    assert text.startswith(cut)
    assert len(cut) <= length
    assert len(cut) in boundaries(text) or not boundaries(text) & set(range(1, length + 1))
    assert cut_to(text, len(text)) == text


def test_control_a_cut_at_the_position_goes_through_them() -> None:
    family = "👩\u200d👩\u200d👧"
    assert not set(range(len(family))) <= boundaries(family)


@pytest.mark.parametrize(
    "cluster", ["🇩🇪", "👍🏽", "👩\u200d👩\u200d👧", "e\u0301", "क्षि", "1\ufe0f\u20e3", "각"]
)
def test_excerpts_end_behind_whole_characters(cluster: str) -> None:
    text = cluster * 80
    for limit in range(2, 60):
        cut = shorten(text, limit).removesuffix("\u2026")
        assert len(cut) < limit
        if limit > len(cluster):
            assert cut == cluster * (len(cut) // len(cluster))


def test_texts_of_one_endless_character_are_cut_anyway() -> None:
    assert shorten("a" + "\u0301" * 500, 10) == "a" + "\u0301" * 8 + "\u2026"
    assert cluster_start("plain", 3) == 3
