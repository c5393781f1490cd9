"""Pages show the values of fields: of threads, posts, events and suggestions."""

from commkit import Kit
from commkit.events import ViewEvents
from commkit.feedback import ViewSuggestions
from commkit.posts import CreateReply, ViewThread, ViewThreads
from tests.fields.club import ask_question, plan_event, suggest
from tests.helpers import ask, do


def test_views_have_the_values_of_fields(club: Kit) -> None:
    thread = ask_question(club, fields={"version": "2.1", "os": "mac"})
    do(club, "bob", "town", CreateReply(thread.id, "Turn it off.", fields={"effort": 3}))
    plan_event(club)
    suggest(club, fields={"area": "web"})
    (listed,) = ask(club, "bob", "town", ViewThreads()).items
    page = ask(club, "bob", "town", ViewThread(thread.id))
    assert listed.fields == page.thread.fields == {"version": "2.1", "os": "mac"}
    assert [each.fields for each in page.items] == [listed.fields, {"effort": 3}]
    assert [each.fields for each in ask(club, "bob", "town", ViewEvents()).items] == [{"room": "Red"}]
    assert [each.fields for each in ask(club, "bob", "town", ViewSuggestions()).items] == [{"area": "web"}]
