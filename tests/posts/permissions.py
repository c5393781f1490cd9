"""The permission matrix of posts."""

from pathlib import Path
from tempfile import gettempdir
from typing import Any
from uuid import uuid4

from commkit import SYSTEM
from commkit.posts import (
    AddTagSynonym,
    AttachFile,
    AttachmentPort,
    CompleteUpload,
    CreateDraft,
    CreatePoll,
    CreateReply,
    CreateThread,
    CreateUpload,
    EnableWiki,
    FileSystemAttachmentStore,
    LockThread,
    PinThread,
    ReserveTag,
    ScheduleDraft,
    ThreadOrder,
)
from commkit.posts.polls.tables import ballot, poll, poll_choice, vote
from commkit.testing.counters import row_count_check
from commkit.testing.fixtures import create_thread, remove_post
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import NON_MEMBERS, OTHER

PORTS = {AttachmentPort: FileSystemAttachmentStore(Path(gettempdir()) / "commkit-unused")}


def _kind(cell: Any) -> str:
    kinds = cell.scenario.kit.registry.types[cell.scenario.community.type].post_kinds
    return str(next(kind.name for kind in kinds if kind.opens))


def _thread(cell: Any) -> Any:
    return create_thread(cell.scenario, OTHER)


def _reply(cell: Any) -> Any:
    return cell.scenario.do(OTHER, CreateReply(_thread(cell), "Hm.")).id


def _with(command: Any) -> Any:
    """A thread about which a command was sent."""

    def make(cell: Any) -> Any:
        thread = _thread(cell)
        cell.scenario.do(SYSTEM, command(thread))
        return thread

    return make


def _tag(cell: Any) -> str:
    """A tag of a thread."""
    name = uuid4().hex
    cell.scenario.do(OTHER, CreateThread(kind=_kind(cell), title="Why?", body="So.", tags=(name,)))
    return name


def _synonym(cell: Any) -> str:
    return str(cell.scenario.do(SYSTEM, AddTagSynonym(uuid4().hex, "build")).name)


def _reserved(cell: Any) -> str:
    return str(cell.scenario.do(SYSTEM, ReserveTag(uuid4().hex)).name)


def _draft(scenario: Any, actor: Any) -> Any:
    kind = next(
        kind.name for kind in scenario.kit.registry.types[scenario.community.type].post_kinds if kind.opens
    )
    draft = scenario.do(actor, CreateDraft(kind=kind, title="Why?", body="So."))
    return scenario.do(actor, ScheduleDraft(draft.id, scenario.clock().replace(year=2099))).id


def _announced(scenario: Any, actor: Any) -> Any:
    return scenario.do(actor, CreateUpload("a.png", 5)).id


def _announced_by(scenario: Any, actor: Any) -> Any:
    return _announced(scenario, OTHER if actor is SYSTEM or actor in NON_MEMBERS else actor)


def _stored(scenario: Any, actor: Any) -> Any:
    file = _announced_by(scenario, actor)
    return scenario.do(SYSTEM, CompleteUpload(file, size=5, media_type="image/png", digest="0")).id


def _attached(scenario: Any, actor: Any) -> Any:
    return scenario.do(actor, AttachFile(_stored(scenario, actor), create_thread(scenario, actor))).id


COUNTERS = {
    counter.name: counter
    for counter in (
        row_count_check(poll.c.ballot_count, ballot, ballot.c.post == poll.c.post),
        row_count_check(
            poll_choice.c.vote_count,
            vote,
            (vote.c.post == poll_choice.c.post) & (vote.c.choice == poll_choice.c.number),
        ),
    )
}
SAMPLE_VALUES = {"media_type": ("image/png",), "size": (1,), "title": ("Why?",)}
FIXTURES = {"DraftId": Fixture(_draft), "AttachmentId": Fixture(_attached)}

POLLED = {"post": _with(lambda thread: CreatePoll(post=thread, question="Which?", choices=("a", "b")))}
READ = allowed(visitor="any", steward="any+removed")
LIST = allowed(visitor="any")
REACT = allowed(member="any", silenced="any", steward="any+removed", system="no", given={"reaction": "heart"})

EXPECTED_PERMISSIONS = {
    "posts.open_seed_threads": allowed(steward="any"),
    "posts.list_seed_threads": allowed(steward="any"),
    "posts.read_post": READ,
    "posts.read_posts": allowed(visitor="any+removed"),  # it leaves out what the actor does not see
    "posts.read_thread": READ,
    "posts.list_newest_posts": READ,
    "posts.view_thread": READ,
    "posts.view_threads": allowed(visitor="any", given={"order": ThreadOrder.ACTIVE}),
    "posts.list_revisions": READ,
    "posts.count_reactions": READ,
    "posts.list_threads": LIST,
    "posts.list_member_posts": allowed(visitor="any+removed"),
    "posts.list_popular_tags": LIST,
    "posts.compare_revisions": READ,
    "posts.list_post_statuses": allowed(visitor="any+removed"),
    "posts.list_pinned_threads": LIST,
    "posts.list_tag_rules": LIST,
    "posts.list_first_posts": allowed(steward="any"),
    "posts.read_poll": allowed(visitor="any", given=POLLED),
    "posts.list_poll_voters": allowed(visitor="any", given=POLLED),
    "posts.read_attachment": allowed(visitor="any"),
    "posts.list_attachments": READ,
    "posts.list_attachments_of_posts": allowed(visitor="any+removed"),
    "posts.read_draft": allowed(member="own", system="no"),
    "posts.mark_read": allowed(member="any", silenced="any", steward="any+removed", system="no"),
    "posts.mark_all_read": allowed(member="any", silenced="any", system="no", given={"space": None}),
    "posts.read_read_position": allowed(member="any", silenced="any", steward="any+removed", system="no"),
    "posts.count_unread_threads": allowed(member="any", silenced="any", system="no"),
    "posts.list_unread_threads": allowed(member="any", silenced="any", system="no"),
    "posts.list_my_drafts": allowed(member="any", system="no"),
    "posts.list_my_scheduled_drafts": allowed(member="any", system="no"),
    "posts.create_thread": allowed(member="any", given={"kind": _kind, "title": "Why?"}),
    "posts.create_reply": allowed(member="any", steward="any+removed"),
    "posts.edit_post": allowed(member="own", steward="any+removed"),
    "posts.remove_post": allowed(member="own", steward="any+removed"),
    "posts.restore_post": allowed(steward="any+removed"),
    "posts.update_post_state": allowed(member="own", steward="any+removed", given={"state": "closed"}),
    "posts.add_reaction": REACT,
    "posts.remove_reaction": REACT,
    "posts.create_draft": allowed(member="any", system="no"),
    "posts.update_draft": allowed(member="own", system="no"),
    "posts.delete_draft": allowed(member="own", system="no"),
    "posts.publish_draft": allowed(member="own", system="no"),
    "posts.schedule_draft": allowed(member="own", system="no"),
    "posts.unschedule_draft": allowed(member="own", system="no"),
    "posts.check_scheduled_draft": allowed(system="any", archived=True),
    "posts.pin_thread": allowed(steward="any+removed"),
    "posts.unpin_thread": allowed(steward="any", given={"thread": _with(PinThread)}),
    "posts.lock_thread": allowed(steward="any+removed"),
    "posts.unlock_thread": allowed(steward="any", given={"thread": _with(LockThread)}),
    "posts.enable_wiki": allowed(member="own", steward="any+removed"),
    "posts.disable_wiki": allowed(steward="any", given={"post": _with(EnableWiki)}),
    "posts.move_thread": allowed(
        steward="any+removed", given={"thread": Fixture(create_thread, removed=remove_post)}
    ),
    "posts.move_post": allowed(steward="any+removed", given={"post": _reply}),
    "posts.merge_threads": allowed(steward="any+removed", given={"into": _thread}),
    "posts.split_thread": allowed(steward="any", given={"post": _reply, "kind": _kind, "title": "Why?"}),
    "posts.add_tag_synonym": allowed(steward="any", given={"synonym": "py", "tag": "python"}),
    "posts.merge_tags": allowed(steward="any", given={"tag": _tag, "into": _tag}),
    "posts.rename_tag": allowed(steward="any", given={"tag": _tag, "name": "anew"}),
    "posts.remove_tag_synonym": allowed(steward="any", given={"synonym": _synonym}),
    "posts.edit_tag_wiki": allowed(steward="any", given={"tag": _tag, "version": 0}),
    "posts.read_tag_wiki": LIST,
    "posts.list_tag_wiki_versions": LIST,
    "posts.reserve_tag": allowed(steward="any", given={"tag": "news"}),
    "posts.unreserve_tag": allowed(steward="any", given={"tag": _reserved}),
    "posts.retag_threads": allowed(system="any", archived=True, given={"tag": _synonym}),
    "posts.create_poll": allowed(member="own", steward="any+removed", given={"choices": ("a", "b")}),
    "posts.vote_in_poll": allowed(
        member="any", silenced="any", system="no", given=POLLED | {"choices": (0,)}
    ),
    "posts.retract_poll_vote": allowed(member="any", silenced="any", system="no", given=POLLED),
    "posts.close_poll": allowed(steward="any", given=POLLED),
    "posts.expire_poll": allowed(system="any", archived=True, given=POLLED),
    "posts.create_upload": allowed(member="any", system="no", given={"name": "a.png", "size": 5}),
    "posts.complete_upload": allowed(
        system="any",
        given={"attachment": lambda cell: _announced(cell.scenario, OTHER), "media_type": "image/png"},
    ),
    "posts.retry_upload": allowed(
        member="own",
        steward="own",
        system="no",
        given={"attachment": lambda cell: _announced_by(cell.scenario, cell.actor)},
    ),
    "posts.attach_file": allowed(
        member="own",
        steward="any+removed",
        system="no",
        given={"attachment": lambda cell: _stored(cell.scenario, cell.actor)},
    ),
    "posts.delete_attachment": allowed(member="own", steward="any"),
    "posts.purge_orphaned_upload": allowed(system="any", archived=True),
}

MAY_MENTION_HIDDEN = {
    **dict.fromkeys(
        (
            "posts.read_post",
            "posts.read_posts",
            "posts.read_thread",
            "posts.list_newest_posts",
            "posts.list_threads",
            "posts.view_thread",
            "posts.view_threads",
            "posts.list_member_posts",
            "posts.list_pinned_threads",
            "posts.list_first_posts",
            "posts.list_unread_threads",
            "posts.count_unread_threads",
        ),
        ("Space", "Group"),
    ),
    **dict.fromkeys(
        ("posts.read_draft", "posts.list_my_drafts", "posts.list_my_scheduled_drafts"),
        ("Post", "Space", "Group"),
    ),
}
"""A thread says where it stands and who sees it; one's own draft stays, and says to which post it would reply."""
