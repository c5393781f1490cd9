"""Where an address in a text ends: before what ends the sentence, in any script."""

import re
from html import unescape
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit.rendering import read_shown, render

HERE = "https://example.com/a"
WITHIN = [
    "https://ca.example/Col\u00b7legi",
    "https://ja.example/\u30b8\u30e7\u30f3\u30fb\u30ec\u30ce\u30f3",
    "https://en.example/Austria\u2013Hungary",
    "https://he.example/\u05d1\u05df\u05be\u05d2\u05d5\u05e8\u05d9\u05d5\u05df",
    "https://fa.example/\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "https://example.com/a_b:c~d*e",
    "https://example.com/?a=1&copy",
    "https://example.com/a:80/b",
    "https://exam\u00adple.com/a\u2060b",
]
PUNCTUATION = (
    "\u00bb\u203a\u00ab\u2039\u201e\u201c\u201d\u2018\u2019\u060c\u061b\u061f\u06d4\u0964\u0965\u104b"
    "\u0f0d\u0589\u055d\u1363\u1362\u05f4\u05be\u2014\u2013\u2026\u00b7\u203d\u2022\u00a7\u00bf\u00a1"
    "\u201a\u3002\uff0c\u3001\uff08\uff09\u300c\u300d\u30fb\uff01\uff1f\uff1a\uff1b;:!"
    "?.,*~_"
)
INVISIBLE = "\u200b\u2060\u200e\u200f\u202a\u202c\u2066\u2069\ufeff\u00ad\u200c\u200d"


def linked(text: str) -> list[str]:
    return [
        unescape(found) for found in re.findall(r"<a [^>]*?href=\"[^\"]*\"[^>]*>(.*?)</a>", str(render(text)))
    ]


@pytest.mark.parametrize("base", ["https://example.com", HERE, "www.example.com/a"])
@pytest.mark.parametrize("sign", PUNCTUATION + INVISIBLE, ids=lambda sign: f"U+{ord(sign):04X}")
def test_it_ends_before_what_ends_a_sentence(base: str, sign: str) -> None:
    if sign == "_" and base.endswith(".com"):
        return  # then it is no host
    for text in (f"see {base}{sign}", f"see {base}{sign} and more", f"{base}{sign}\nand more"):
        assert linked(text) == [base], text


@pytest.mark.parametrize(
    "text",
    [
        "\u00ab{}\u00bb", "\u201e{}\u201c", "\u2039{}\u203a", "\u00bb{}\u00ab", "\u201c{}\u201d",
        "\u300c{}\u300d", "\uff08{}\uff09",
        "({})", "[{}]", "~~{}~~", "_{}_", "**{}**",
        "{}&amp;", "{}&quot;.", "{}:", "{}~~:", "{}\u2026!", "{} \u2014 and", "{}\u0964", "{}\u3001{}",
    ],
)  # fmt: skip
def test_it_is_whole_within_what_is_around_it(text: str) -> None:
    assert set(linked(text.replace("{}", HERE))) == {HERE}


@pytest.mark.parametrize("address", WITHIN)
def test_what_stands_within_words_does_not_end_it(address: str) -> None:
    assert linked(f"see {address} and more") == [address]
    assert linked(f"see {address}. And more") == [address]


@pytest.mark.parametrize("signs", [";!", ";)", ".;", ",;:", "!;?", ";..."])
def test_several_signs_behind_an_address_are_no_part_of_it(signs: str) -> None:
    assert linked(f"see {HERE}{signs} and more") == [HERE]


@given(
    st.text(st.characters(categories=("P", "Cf")), min_size=1, max_size=4),
    st.sampled_from(["", " ", "\n"]),
)
def test_punctuation_behind_an_address_is_never_a_part_of_it(signs: str, after: str) -> None:
    if set(signs) & set("/#@%&\\([{\"'`<-+=?"):  # an address may go on with these
        return
    (found,) = linked(f"see {HERE}{signs}{after}") or [""]
    assert found in (HERE, "") or all(category(sign) == "Pd" for sign in found.removeprefix(HERE)), found


@given(st.lists(st.sampled_from([*":*_~;&a/ ", HERE]), max_size=30).map("".join))
def test_links_that_are_shown_are_those_that_rules_read(text: str) -> None:
    assert len(linked(text)) == len(read_shown(text).links)
