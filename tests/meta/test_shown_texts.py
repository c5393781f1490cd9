"""Every text that other members read passes the checks: a field is shown, or it is said why not."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from types import SimpleNamespace
from typing import Annotated, Any, cast, get_args, get_origin, get_type_hints

import attrs
import pytest
from attrs import frozen

from commkit import Command, Feature, Kit, PluginError, TextCommand, hookimpl
from commkit.moderation import ModerationSettings
from commkit.moderation.checks.gates import check_text
from commkit.posts import CreateReply, EditPost
from tests.meta.suites import kit_of_all

_NAMES_ONLY = "it takes names that are declared elsewhere, and nothing else"
_NOBODY_ELSE = "no other member reads it"
_MACHINES = "its texts are for machines: keys, tokens, dates, zones"
_OF_MODERATION = "who reports, decides or appeals quotes what it is about"
_BY_THE_HOST = "the host sends it, of what was written elsewhere or by itself"
_AS_REPLY = "it publishes the text by `CreateReply`, which is checked"
_AS_THREAD = "a draft is its author's until it is published by `CreateThread`, which is checked"
_OF_DIRECTORY = "what the employer's directory says of its people and groups; no member writes it"

NOT_SHOWN: Mapping[str, str] = {
    "ama.answer_as_guest": _AS_REPLY,
    "communities.create_community": "there are no settings yet, and who creates it is its owner",
    "communities.update_settings": "what the community's stewards set, such as denied words themselves",
    "community_types.change_type": _NAMES_ONLY,
    "developer.link_issue": _MACHINES,
    "developer.record_issue": _BY_THE_HOST,
    "developer.record_issue_failed": _BY_THE_HOST,
    "developer.record_release": _BY_THE_HOST,
    "developer.decide_review": _NAMES_ONLY,
    "developer.vote_to_close": _NAMES_ONLY,
    "gaming.set_my_availability": _NOBODY_ELSE,
    "gaming.commend_player": _NAMES_ONLY,
    "gaming.answer_account_proof": _BY_THE_HOST,
    "gaming.link_game_account": _MACHINES,
    "gaming.renew_game_account": _BY_THE_HOST,
    "internal.link_object": _MACHINES,
    "internal.open_audience": _NAMES_ONLY,
    "internal.record_object_change": _BY_THE_HOST,
    "internal.give_unit_to_directory": _NAMES_ONLY,
    "internal.set_recurrence": _NAMES_ONLY,
    "internal.unlink_object": _MACHINES,
    "internal.set_retention": _NAMES_ONLY,
    "internal.end_retention": _NAMES_ONLY,
    "internal.apply_retention": _NAMES_ONLY,
    "ladders.import_games": _BY_THE_HOST,
    "ladders.take_result": _BY_THE_HOST,
    "feedreader.add_feed": _MACHINES,
    "feedreader.change_feed": _MACHINES,
    "feedreader.record_feed_failure": _MACHINES,
    "feedreader.record_feed_fetch": _BY_THE_HOST,
    "feedreader.refuse_feed_entry": _MACHINES,
    "opinion.import_consultation": _BY_THE_HOST,
    "opinion.import_opinion_statements": _BY_THE_HOST,
    "opinion.import_opinion_votes": _BY_THE_HOST,
    "posts.open_seed_threads": _NAMES_ONLY,
    "tournaments.import_recorded_games": _BY_THE_HOST,
    "tournaments.import_recorded_tournament": _BY_THE_HOST,
    "events.check_in_with_code": _MACHINES,
    "events.import_events": _BY_THE_HOST,
    "events.reschedule_occurrence": _MACHINES,
    "feedback.notify_suggestion_followers": _BY_THE_HOST,
    "feedback.record_suggestion_vote": _BY_THE_HOST,
    "feeds.create_feed_token": _NOBODY_ELSE,
    "matching.propose_match": _NAMES_ONLY,
    "matching.run_due_round": _NAMES_ONLY,
    "matching.run_matching_round": _NAMES_ONLY,
    "importers.announce_uploads": _BY_THE_HOST,
    "importers.import_badges": _BY_THE_HOST,
    "importers.import_bounties": _BY_THE_HOST,
    "importers.import_closings": _BY_THE_HOST,
    "importers.import_links": _BY_THE_HOST,
    "importers.import_members": _BY_THE_HOST,
    "importers.import_pages": _BY_THE_HOST,
    "importers.import_post_events": _BY_THE_HOST,
    "importers.import_replies": _BY_THE_HOST,
    "importers.import_revisions": _BY_THE_HOST,
    "importers.import_tag_wiki_revisions": _BY_THE_HOST,
    "importers.import_tag_wikis": _BY_THE_HOST,
    "importers.import_tags": _BY_THE_HOST,
    "importers.import_threads": _BY_THE_HOST,
    "importers.import_uploads": _BY_THE_HOST,
    "importers.import_votes": _BY_THE_HOST,
    "media.add_entry": _AS_REPLY,
    "media.bind_page": _MACHINES,
    "media.comment_on_page": _AS_REPLY,
    "media.confirm_subscription": _MACHINES,
    "media.end_subscription": _MACHINES,
    "media.forget_address": _NOBODY_ELSE,
    "media.import_subscribers": _NOBODY_ELSE,
    "media.move_page": _MACHINES,
    "media.request_accreditation": _NOBODY_ELSE,
    "media.set_embargo": _MACHINES,
    "media.request_subscription": _NOBODY_ELSE,
    "media.set_page_section": _MACHINES,
    "members.accept_invitation": _MACHINES,
    "minors.set_minor_limits": _MACHINES,
    "minors.store_age": _BY_THE_HOST,
    "members.add_member": _MACHINES,
    "members.assign_role": _NAMES_ONLY,
    "members.change_agent_scopes": _NAMES_ONLY,
    "internal.confirm_expertise": _NAMES_ONLY,
    "internal.deny_expertise": _NAMES_ONLY,
    "internal.endorse_expertise": _NAMES_ONLY,
    "internal.withdraw_expertise": _NAMES_ONLY,
    "internal.withdraw_expertise_endorsement": _NAMES_ONLY,
    "members.create_invitation": _NAMES_ONLY,
    "members.invite_by_email": _MACHINES,
    "moderation.appeal_decision": _OF_MODERATION,
    "moderation.decide_appeal": _OF_MODERATION,
    "moderation.decide_case": _OF_MODERATION,
    "moderation.file_report": _OF_MODERATION,
    "moderation.decide_space_case": _OF_MODERATION,
    "moderation.record_review": _BY_THE_HOST,
    "moderation.record_review_failure": _MACHINES,
    "notifications.notify_all_members": _BY_THE_HOST,
    "notifications.notify_members": _BY_THE_HOST,
    "notifications.notify_watchers": _BY_THE_HOST,
    "notifications.set_delivery_schedule": _MACHINES,
    "notifications.set_notification_preference": _NAMES_ONLY,
    "notifications.set_notification_preference_everywhere": _NAMES_ONLY,
    "notifications.unsubscribe": _MACHINES,
    "notifications.watch_tag": _NOBODY_ELSE,
    "posts.add_reaction": _NAMES_ONLY,
    "posts.complete_upload": _MACHINES,
    "posts.create_draft": _AS_THREAD,
    "posts.merge_tags": _NAMES_ONLY,
    "posts.remove_reaction": _NAMES_ONLY,
    "posts.remove_tag_synonym": _NAMES_ONLY,
    "posts.retag_threads": _BY_THE_HOST,
    "posts.unreserve_tag": _NAMES_ONLY,
    "posts.update_draft": _AS_THREAD,
    "posts.update_post_state": _NAMES_ONLY,
    "privacy.erase_person": _MACHINES,
    "privacy.complete_erasure": _MACHINES,
    "qa.clear_versions": _NAMES_ONLY,
    "qa.close_question": _AS_REPLY,
    "qa.reopen_question": _AS_REPLY,
    "qa.request_information": _AS_REPLY,
    "qa.withdraw_report": _NAMES_ONLY,
    "reputation.book_evidence": _BY_THE_HOST,
    "reputation.void_evidence": "stewards write it for stewards",
    "scim.change_group": _OF_DIRECTORY,
    "scim.change_user": _OF_DIRECTORY,
    "scim.create_scim_token": _OF_DIRECTORY,
    "scim.provision_group": _OF_DIRECTORY,
    "scim.provision_user": _OF_DIRECTORY,
    "support.check_scope": "only the asker is told, and nothing of it is stored",
    "support.offer_handoff": "the host's help desk reads it",
    "support.record_handoff_answered": _BY_THE_HOST,
    "support.record_handoff_declined": _BY_THE_HOST,
    "support.record_handoff_failed": _BY_THE_HOST,
    "support.record_handoff_linked": _BY_THE_HOST,
    "support.record_ticket": _BY_THE_HOST,
    "topical.create_custom_feed": _NOBODY_ELSE,
    "topical.update_custom_feed": _NOBODY_ELSE,
    "topical.mute_tag": _NOBODY_ELSE,
    "topical.mute_word": _NOBODY_ELSE,
    "topical.unmute_tag": _NOBODY_ELSE,
    "topical.unmute_word": _NOBODY_ELSE,
    "support.set_priority": _NAMES_ONLY,
    "support.use_saved_reply": _NAMES_ONLY,
    "tournaments.choose_map": _NAMES_ONLY,
    "webhooks.create_endpoint": _MACHINES,
    "webhooks.update_endpoint": _MACHINES,
}
"""Commands that hold text which no check sees."""
FIELDS_NOT_SHOWN = frozenset({
    "kind", "follow_up", "kinds", "scopes", "role", "key", "local_start", "local_end", "time_zone", "rrule", "rdates",
    "exdates", "tag", "product", "value", "stars", "link_key", "digest", "roles", "at", "page", "rules", "side",
    "game", "platform", "language", "slots",
})  # fmt: skip
"""Fields of the other commands which hold names or values that are declared, keys, dates, or the host's own pages."""


def holds_text(hint: Any, *seen: type) -> bool:
    if hint is str or hint is Any:
        return True
    if get_origin(hint) is Annotated:
        return holds_text(get_args(hint)[0], *seen)
    if isinstance(hint, type) and attrs.has(hint) and hint not in seen:
        return any(
            holds_text(inner, *seen, hint) for inner in get_type_hints(hint, include_extras=True).values()
        )
    return any(holds_text(inner, *seen) for inner in get_args(hint))


def text_fields(command: type[Command[Any]]) -> set[str]:
    hints = get_type_hints(command, include_extras=True)
    return {known.name for known in attrs.fields(cast("Any", command)) if holds_text(hints[known.name])}


def unchecked(kit: Kit) -> list[str]:
    """The commands and fields with text that neither pass the checks nor are named above."""
    found = []
    for name, message in sorted(kit.registry.messages.items()):
        if not issubclass(message, Command) or name in NOT_SHOWN:
            continue
        shown = set(message.shown) if issubclass(message, TextCommand) else set()
        found += [
            f"{name}.{field}"
            for field in sorted(text_fields(message) - shown)
            if field not in FIELDS_NOT_SHOWN or not shown
        ]
    return found


@pytest.fixture(scope="module")
def kit() -> Iterator[Kit]:
    with closing(kit_of_all()) as made:
        yield made


def test_every_text_that_others_read_passes_the_checks(kit: Kit) -> None:
    assert unchecked(kit) == []


def test_the_list_of_others_is_no_longer_than_needed(kit: Kit) -> None:
    messages = kit.registry.messages
    for name in NOT_SHOWN:
        assert text_fields(cast("Any", messages[name])), name
        assert not issubclass(messages[name], TextCommand), name


@frozen
class Boast(Command[None]):
    """A command of somebody who has not thought of checks."""

    permission = "boasting.boast"
    personal = ("text",)
    text: str


@frozen
class Mislabelled(TextCommand[None]):
    """One that names a field it has not."""

    permission = "boasting.boast"
    shown = ("words",)
    personal = ("text",)
    text: str


@frozen
class Unchecked(Command[None]):
    """One that says what is shown, where nothing would read it."""

    permission = "boasting.boast"
    shown = ("text",)
    personal = ("text",)
    text: str


@frozen
class Nothing(TextCommand[None]):
    """One that does not say what is shown."""

    permission = "boasting.boast"
    personal = ("text",)
    text: str


class Boasting:
    """A plugin with one command."""

    def __init__(self, command: Any) -> None:
        self.feature = Feature("boasting.all", grants={"member": {"boasting.boast"}})
        self.feature.handles(command)(lambda context, command: None)

    @hookimpl
    def commkit_features(self) -> list[Feature]:
        return [self.feature]


def test_control_a_text_that_no_check_sees_is_reported() -> None:
    with closing(kit_of_all(Boasting(Boast))) as kit:
        assert unchecked(kit) == ["boasting.boast.text"]


@pytest.mark.parametrize(
    ("command", "why"),
    [(Mislabelled, "words"), (Unchecked, "make it a TextCommand"), (Nothing, "name the fields")],
)
def test_what_would_be_ignored_is_refused(command: Any, why: str) -> None:
    with pytest.raises(PluginError, match=why):
        kit_of_all(Boasting(command))


def with_text(hint: Any, text: str) -> Any:
    """A value of a type that holds a text."""
    if get_origin(hint) is Annotated:
        return with_text(get_args(hint)[0], text)
    if hint is str:
        return text
    if isinstance(hint, type) and attrs.has(hint):
        hints = get_type_hints(hint, include_extras=True)
        return hint(**{known.name: with_text(hints[known.name], text) for known in attrs.fields(hint)})
    args = get_args(hint)
    if get_origin(hint) is tuple:
        return (with_text(args[0], text),)
    if args and len(args) == 2 and args[0] is str:
        return {"name": with_text(args[1], text)}
    return next((value for value in (with_text(arg, text) for arg in args) if value is not None), None)


class Settings:
    """A context that refuses a word; the actor may do nothing."""

    settings = staticmethod(lambda _: ModerationSettings(words="refuse", denied_words=("spam",)))
    can = staticmethod(lambda _: False)
    get = staticmethod(lambda *_: SimpleNamespace(body="", title="", markup="markdown"))
    member_or_none = None


def test_the_gate_reads_every_field_that_is_shown(kit: Kit) -> None:
    for name, message in kit.registry.messages.items():
        if not issubclass(message, TextCommand):
            continue
        hints = get_type_hints(message, include_extras=True)
        for field in message.shown:
            for text in ("spam", "fine"):
                values = {known.name: None for known in attrs.fields(cast("Any", message))}
                values |= {shown: with_text(hints[shown], "fine") for shown in message.shown}
                if message in (CreateReply, EditPost) or "body" in values:
                    values["markup"] = "markdown"
                values[field] = with_text(hints[field], text)
                known = {
                    key: value
                    for key, value in values.items()
                    if key in {f.name for f in attrs.fields(cast("Any", message))}
                }
                denied = check_text(cast("Any", Settings), message(**known))
                assert (denied is not None) == (text == "spam"), (name, field, text)
