"""How the wikis of tags are imported: the present text first, then the history that led to it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import evolve

from commkit.importers.feature import importers
from commkit.importers.mapping import (
    REVISION,
    TAG_WIKI,
    TAG_WIKI_VERSION,
    Batch,
    find_mapped,
    imported_people,
)
from commkit.importers.records import ImportResult
from commkit.importers.revisions.handlers import known_changes
from commkit.importers.revisions.policy import says_the_same
from commkit.importers.tag_wikis import statements as sql
from commkit.importers.tag_wikis.messages import ImportTagWikiRevisions, ImportTagWikis
from commkit.importers.tag_wikis.records import ExternalTagWiki, ExternalTagWikiRevision
from commkit.posts import clean_tags, resolve_synonyms
from commkit.posts.tag_wikis import statements as wikis_sql
from commkit.posts.tag_wikis.tables import tag_wiki
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

_Row = dict[str, Any]
_Part = tuple[str, str]
"""A tag, as it is called here, and a part of its wiki."""

_COLUMNS = tuple(tag_wiki.c.keys())


@importers.handles(ImportTagWikis)
def import_tag_wikis(context: Context, command: ImportTagWikis) -> ImportResult:
    """Add each as the first version of its part, unless there is one."""
    batch = Batch(context, command, TAG_WIKI, (wiki.external_id for wiki in command.wikis))
    people = imported_people(context, command.source, (wiki.member for wiki in command.wikis))
    tags = _tags(context, command.wikis)
    written = _written(context, tags.values())
    added: list[_Row] = []
    left: list[str] = []
    for wiki in command.wikis:
        if batch.is_imported(wiki.external_id):
            continue
        part = tags[wiki.tag], wiki.part.value
        if part in written:
            batch.skip("tag wiki is there")
            continue
        row = _row(part, 1, wiki, text=wiki.text, people=people)
        written[part] = [row]
        added.append(row)
        left.append(f"{wiki.external_id}@1")
        batch.mark_imported(wiki.external_id)
    context.run_many(wikis_sql.ADD_VERSION, added)
    batch.add_mappings(TAG_WIKI_VERSION, left)
    return batch.finish()


@importers.handles(ImportTagWikiRevisions)
def import_tag_wiki_revisions(context: Context, command: ImportTagWikiRevisions) -> ImportResult:
    """Write the versions of each part anew; the text that is there is the last one, unless the history ends with it."""
    batch = Batch(context, command, REVISION, (row.external_id for row in command.revisions))
    histories = known_changes(batch, command.revisions, of=lambda row: row.wiki)
    people = imported_people(context, command.source, (row.member for row in command.revisions))
    tags = _tags(context, command.revisions)
    written = _written(context, tags.values())
    parts = {key: _part_of(history.changes, tags) for key, history in histories.items()}
    asked = [f"{key}@{len(written.get(part, ()))}" for key, part in parts.items()]
    as_left = {key for key, _ in find_mapped(context, command.source, TAG_WIKI_VERSION, asked)}
    told: Counter[str] = Counter()
    anew: list[_Row] = []
    rows: list[_Row] = []
    left: list[str] = []
    for key, part in parts.items():
        present = written.get(part, [])
        versions = _versions(histories[key].changes, part, people)
        if f"{key}@{len(present)}" not in as_left:
            histories[key].skip(batch, "tag wiki edited here" if present else "tag wiki missing")
        elif not _continues(present, versions):
            histories[key].skip(batch, "earlier revisions missing")
        else:
            made = _with_present(versions, present[-1])
            anew.append({"of_tag": part[0], "of_part": part[1]})
            rows += made
            left.append(f"{key}@{len(made)}")
            histories[key].mark_imported(batch)
            unlike = made[len(versions) :]
            told[f"tag wikis {'unlike' if unlike else 'as'} their last revision"] += 1
    context.run_many(wikis_sql.DELETE_PART, anew)
    context.run_many(wikis_sql.ADD_VERSION, rows)
    batch.add_mappings(TAG_WIKI_VERSION, left)
    return evolve(batch.finish(), changes=dict(told))


def _tags(context: Context, rows: Iterable[ExternalTagWiki | ExternalTagWikiRevision]) -> dict[str, str]:
    """The tags of wikis as they are called here, by their names at the source; they are there then."""
    cleaned = {row.tag: clean_tags([row.tag], max_tags=1)[0] for row in rows}
    resolved = resolve_synonyms(context, cleaned.values())
    return {name: resolved[tag] for name, tag in cleaned.items()}


def _written(context: Context, tags: Iterable[str]) -> dict[_Part, list[_Row]]:
    """The versions of the wikis of tags."""
    found: dict[_Part, list[_Row]] = {}
    wanted = sorted(set(tags))
    for values in context.rows(sql.ROWS, tags=wanted) if wanted else ():
        row = dict(zip(_COLUMNS, values, strict=True))
        found.setdefault((row["tag"], row["part"].value), []).append(row)
    return found


def _part_of(changes: Sequence[ExternalTagWikiRevision], tags: Mapping[str, str]) -> _Part:
    return tags[changes[0].tag], changes[0].part.value


def _versions(
    changes: Iterable[ExternalTagWikiRevision], part: _Part, people: Mapping[str | None, MemberId | None]
) -> list[_Row]:
    """The versions that changes lead to; one that leaves the text as it is, makes none."""
    texts: dict[str, ExternalTagWikiRevision] = {}
    for change in changes:
        if change.text is not None:
            texts[change.edit] = change
    return [
        _row(part, number, change, text=change.text or "", people=people)
        for number, change in enumerate(texts.values(), 1)
    ]


def _continues(present: Sequence[_Row], versions: Sequence[_Row]) -> bool:
    """Whether all but the last version that is there are versions of the history."""
    earlier = present[:-1]
    return len(earlier) <= len(versions) and all(
        there["text"] == version["text"] for there, version in zip(earlier, versions, strict=False)
    )


def _with_present(versions: Sequence[_Row], present: _Row) -> list[_Row]:
    """The versions, and behind them the present text, unless it says what one that it is at or the last one says."""
    number = present["version"]
    if number <= len(versions) and versions[number - 1]["text"] == present["text"]:
        return list(versions)
    last = versions[-1] if versions else None
    if last is not None and says_the_same(
        present["text"], present["markup"], last["text"], last_markup=last["markup"]
    ):
        return list(versions)
    return [*versions, present | {"version": len(versions) + 1}]


def _row(
    part: _Part,
    version: int,
    wiki: ExternalTagWiki | ExternalTagWikiRevision,
    *,
    text: str,
    people: Mapping[str | None, MemberId | None],
) -> _Row:
    erased = wiki.member in people and people[wiki.member] is None
    reason = wiki.reason if isinstance(wiki, ExternalTagWikiRevision) else ""
    return {
        "tag": part[0],
        "part": part[1],
        "version": version,
        "text": "" if erased else text,
        "markup": wiki.markup,
        "author": people.get(wiki.member),
        "author_name": "" if wiki.member in people else wiki.member_name or "",
        "at": wiki.at,
        "reason": "" if erased else reason,
    }
