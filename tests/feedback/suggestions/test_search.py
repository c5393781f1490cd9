"""Suggestions are found by search, as long as they stand."""

from commkit import Kit
from commkit.feedback import EditSuggestion, MergeSuggestions, RecordSuggestion, WithdrawSuggestion
from commkit.search import SearchContent
from tests.feedback.helpers import IDEA, member, suggest
from tests.helpers import ask, do


def create_community(kit: Kit, text: str, actor: str | None = None) -> list[object]:
    return [hit.object for hit in ask(kit, actor, "town", SearchContent(text)).hits]


def test_search_finds_current_suggestions_only(both: Kit) -> None:
    dark = suggest(both, title="Dark mode", body="for tired eyes", tags=("ui",))
    night = suggest(both, title="Night colours", body="also for eyes")
    assert set(create_community(both, "eyes")) == {dark.id, night.id}
    do(both, "ada", "town", EditSuggestion(suggestion=night.id, version=1, body="at dusk"))
    assert create_community(both, "eyes") == [dark.id]
    assert create_community(both, "dusk") == [night.id]
    do(both, "sue", "town", MergeSuggestions(suggestion=night.id, into=dark.id))
    assert create_community(both, "dusk") == []
    assert create_community(both, "dusk", "sue") == []
    do(both, "ada", "town", WithdrawSuggestion(dark.id))
    assert create_community(both, "eyes") == []


def test_the_source_is_not_searched(town: Kit) -> None:
    made = do(
        town,
        "sue",
        "town",
        RecordSuggestion(member=member(town, "ada"), source="telephone", kind=IDEA, title="Dark mode"),
    )
    assert create_community(town, "dark") == [made.id]
    assert create_community(town, "telephone", "sue") == []
