"""Who may do what with posts."""

from typing import Any

from commkit.testing.permissions import by


def _kind(cell: Any) -> str:
    kinds = cell.stage.kit.registry.types[cell.stage.community.type].post_kinds
    return next(kind.name for kind in kinds if kind.opens)


READ = by(visitor="any", steward="any+gone")
LIST = by(visitor="any")
REACT = by(member="any", silenced="any", steward="any+gone", system="no", given={"reaction": "heart"})

EXPECTED = {
    "posts.read_post": READ,
    "posts.thread_page": READ,
    "posts.history": READ,
    "posts.reactions": READ,
    "posts.newest_page": LIST,
    "posts.activity_page": LIST,
    "posts.unanswered_page": LIST,
    "posts.member_page": by(visitor="any+gone"),
    "posts.tag_page": LIST,
    "posts.busiest_tags": LIST,
    "posts.publish": by(member="any", given={"kind": _kind, "title": "Why?"}),
    "posts.reply": by(member="any", steward="any+gone"),
    "posts.edit_post": by(member="own", steward="any+gone"),
    "posts.remove_post": by(member="own", steward="any+gone"),
    "posts.restore_post": by(steward="any+gone"),
    "posts.change_state": by(member="own", steward="any+gone", given={"state": "closed"}),
    "posts.react": REACT,
    "posts.unreact": REACT,
}
