"""How the history of posts is imported."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from attrs import define, evolve, field

from commkit.importers.feature import importers
from commkit.importers.mapping import REVISION, VERSION, Batch, TargetPosts, find_mapped, imported_people
from commkit.importers.records import ImportResult
from commkit.importers.revisions import statements as sql
from commkit.importers.revisions.messages import ImportRevisions
from commkit.importers.revisions.policy import compare, continues, versions_of
from commkit.importers.revisions.records import (
    ExternalRevision,
    PresentText,
    TextVersion,
    Unlike,
    WrittenTexts,
)
from commkit.posts import MadeWith, Post, PostId, RevisionsImported
from commkit.posts.revisions import statements as revisions_sql
from commkit.posts.revisions.tables import revision
from commkit.posts.tag_rules import statements as tag_rules_sql
from commkit.posts.tags import statements as tags_sql
from commkit.posts.tags.handlers import retag
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context


@importers.handles(ImportRevisions)
def import_revisions(context: Context, command: ImportRevisions) -> ImportResult:
    """Write the history of each post that has something new, and its text where its last revision says the same."""
    batch = Batch(context, command, REVISION, (row.external_id for row in command.revisions))
    histories = known_changes(batch, command.revisions, of=lambda row: row.post)
    targets = TargetPosts(context, command.source, histories)
    here = {key: target for key in histories if not isinstance(target := targets.resolve(key), str)}
    for key in histories.keys() - here.keys():
        histories[key].skip(batch, str(targets.resolve(key)))
    writer = _Writer(context, command)
    present = writer.read({key: PostId(target.id) for key, target in here.items()})
    for key, text in present.items():
        reason = writer.add(key, text, histories[key].changes)
        if reason:
            histories[key].skip(batch, reason)
        else:
            histories[key].mark_imported(batch)
    batch.add_mappings(VERSION, writer.left)
    writer.write()
    return evolve(batch.finish(), changes=dict(writer.changes))


@define
class History:
    """The changes of one object in a batch.

    Attributes:
        changes: All of them, none twice.
        new: Those that were not imported before.
    """

    changes: list[Any] = field(factory=list)
    new: list[Any] = field(factory=list)

    def skip(self, batch: Batch, reason: str) -> None:
        """Count what is new as skipped."""
        for _ in self.new:
            batch.skip(reason)

    def mark_imported(self, batch: Batch) -> None:
        """Count what is new as imported."""
        for change in self.new:
            batch.mark_imported(change.external_id)


def known_changes(batch: Batch, rows: Iterable[Any], *, of: Any) -> dict[str, History]:
    """The changes of a batch by their object, only of objects with something new; one that comes twice counts once."""
    found: dict[str, History] = {}
    seen: set[str] = set()
    for row in rows:
        if row.external_id in seen:
            batch.skip("duplicate id")
            continue
        seen.add(row.external_id)
        history = found.setdefault(of(row), History())
        history.changes.append(row)
        if not batch.is_imported(row.external_id):
            history.new.append(row)
    return {key: history for key, history in found.items() if history.new}


class _Writer:
    """Gathers what becomes of posts, and writes it.

    Attributes:
        left: The version at which this import leaves each post: `post@version`.
        changes: How many posts are as their last revision, or unlike it.
    """

    def __init__(self, context: Context, command: ImportRevisions) -> None:
        self._context = context
        self._source = command.source
        self._people = imported_people(context, command.source, (row.member for row in command.revisions))
        self._revisions: list[dict[str, Any]] = []
        self._anew: list[dict[str, Any]] = []
        self._texts: list[dict[str, Any]] = []
        self._replaced: list[PostId] = []
        self._tags: list[tuple[PostId, tuple[str, ...]]] = []
        self._untouched: set[str] = set()
        self._held: set[UUID] = set()
        self._written: dict[UUID, dict[int, str]] = {}
        self._synonyms: dict[str, str] = {}
        self.left: list[str] = []
        self.changes: Counter[str] = Counter()

    def read(self, posts: Mapping[str, PostId]) -> dict[str, PresentText]:
        """Lock posts; gives what they say, by their external ids."""
        if not posts:
            return {}
        rows = {text.id: text for text in self._context.rows(sql.LOCK_TEXTS, ids=list(posts.values()))}
        found = {key: rows[id] for key, id in posts.items() if id in rows}
        edited = {key: text for key, text in found.items() if text.version > 1}
        asked = [f"{key}@{text.version}" for key, text in edited.items()]
        self._untouched = {key for key, _ in find_mapped(self._context, self._source, VERSION, asked)}
        if ids := [text.id for text in edited.values()]:
            for post, version, body in self._context.rows(sql.REVISION_TEXTS, ids=ids):
                self._written.setdefault(post, {})[version] = body
            holds = self._context.registry.holds
            if holds.may_hold(revision):
                self._held = {id for (id,) in self._context.rows(sql.held(holds), ids=ids)}
        return found

    def add(self, key: str, text: PresentText, changes: Sequence[ExternalRevision]) -> str:
        """Add the history of a post.

        Returns:
            The reason why it is not imported; empty where it is.
        """
        written: WrittenTexts = self._written.get(text.id, {})
        versions = versions_of(changes, text)
        if text.erased:
            return "author erased"
        if text.id in self._held:
            return "earlier revisions held"
        if text.version > 1 and f"{key}@{text.version}" not in self._untouched:
            return "post edited here"
        if not continues(written, versions):
            return "earlier revisions missing"
        followed = text.version > 1 and _follows(text, versions)
        last = versions[-1]
        unlike = Unlike() if followed else compare(text, last, self._resolved(last.tags))
        version = len(versions) + bool(unlike.parts)
        self._keep(text, versions[:-1] if not unlike.parts else versions, versions)
        self._replace(text, last, version, followed=followed, unlike=unlike)
        self.left.append(f"{key}@{version}")
        told = f"unlike their last revision: {', '.join(unlike.parts)}" if unlike.parts else ""
        self.changes[f"posts {told or 'as their last revision'}"] += 1
        return ""

    def _keep(
        self, text: PresentText, stored: Sequence[TextVersion], versions: Sequence[TextVersion]
    ) -> None:
        if text.id in self._written:
            self._anew.append({"post_id": text.id})
        for number, (version, later) in enumerate(zip(stored, [*versions[1:], None], strict=False), 1):
            at = later.edit.at if later else max(version.edit.at, text.edited_at or version.edit.at)
            self._revisions.append(
                {
                    "post": text.id,
                    "version": number,
                    "title": version.title,
                    "body": version.body,
                    "markup": version.markup,
                    "tags": version.tags,
                    "made_with": MadeWith.NONE,
                    "author": text.author,
                    "edited_at": at,
                    **self._editor(later.edit if later else None),
                }
            )

    def _editor(self, edit: ExternalRevision | None) -> dict[str, Any]:
        member: MemberId | None = self._people.get(edit.member) if edit and edit.member else None
        name = edit.member_name if edit and edit.member not in self._people else None
        return {
            "edited_by": member,
            "editor_name": name or "",
            "reason": edit.reason if edit and self._may_say(edit) else "",
        }

    def _may_say(self, edit: ExternalRevision) -> bool:
        """Whether what the editor wrote about it is kept: not of who was erased."""
        return edit.member not in self._people or self._people[edit.member] is not None

    def _replace(
        self, text: PresentText, last: TextVersion, version: int, *, followed: bool, unlike: Unlike
    ) -> None:
        """Give a post the parts of its last revision that say the same, or follow it where it did so before."""
        title = last.title if followed else text.title
        body, markup = (text.body, text.markup) if "body" in unlike.parts else (last.body, last.markup)
        edited_at = last.edit.at if version > 1 and not unlike.parts else text.edited_at
        self._texts.append(
            {
                "id": text.id,
                "new_title": title,
                "new_body": body,
                "new_markup": markup,
                "new_version": version,
                "new_edited_at": edited_at,
            }
        )
        if (title, body) != (text.title, text.body):
            self._replaced.append(PostId(text.id))
        if followed and text.opens and set(text.tags) != set(self._resolved(last.tags)):
            self._tags.append((PostId(text.id), last.tags))

    def _resolved(self, tags: Iterable[str]) -> tuple[str, ...]:
        """Tags as they are called here."""
        unknown = sorted(set(tags) - self._synonyms.keys())
        self._synonyms |= {tag: tag for tag in unknown}
        if unknown:
            rules = self._context.rows(tag_rules_sql.RULES_OF, names=unknown)
            self._synonyms |= {rule.name: rule.synonym_of or rule.name for rule in rules}
        return tuple(dict.fromkeys(self._synonyms[tag] for tag in tags))

    def write(self) -> None:
        """Write everything."""
        context = self._context
        context.run_many(revisions_sql.DELETE_REVISIONS, self._anew)
        context.run_many(revisions_sql.SAVE_REVISION, self._revisions)
        context.run_many(revisions_sql.REPLACE_TEXT, self._texts)
        for id, tags in self._tags:
            before = context.get(Post, id)
            context.run(tags_sql.SET_TAGS, id=id, new_tags=retag(context, before, tags))
        if self._replaced:
            context.emit(RevisionsImported(posts=tuple(self._replaced)))


def _follows(text: PresentText, versions: Sequence[TextVersion]) -> bool:
    """Whether a post has the very text of the version that it is at, as an earlier import left it."""
    return text.version <= len(versions) and versions[text.version - 1].body == text.body
