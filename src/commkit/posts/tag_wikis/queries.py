"""The queries of tag wikis."""

from commkit.posts.feature import posts
from commkit.posts.tag_rules.queries import tag_meant
from commkit.posts.tag_wikis import statements as sql
from commkit.posts.tag_wikis.messages import ListTagWikiVersions, ReadTagWiki
from commkit.posts.tag_wikis.records import TagWiki, TagWikiPart, TagWikiVersion
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import Page, keyset, page_size

_BY_VERSION = keyset(int, of="posts.tag_wikis")


@posts.handles(ReadTagWiki)
def read_tag_wiki(context: Context, query: ReadTagWiki) -> TagWiki:
    """Read the last version of both parts."""
    tag = tag_meant(context, query.tag)
    present = {version.part: version for version in context.rows(sql.PRESENT, tag=tag)}
    return TagWiki(tag, present.get(TagWikiPart.EXCERPT), present.get(TagWikiPart.BODY))


@posts.handles(ListTagWikiVersions)
def list_tag_wiki_versions(context: Context, query: ListTagWikiVersions) -> Page[TagWikiVersion]:
    """Read a page of the versions of a part, sorted by number."""
    tag, limit = tag_meant(context, query.tag), page_size(query.limit)
    key = _BY_VERSION.within(tag, query.part)
    (after,) = key.decode(query.after, default=(0,))
    rows = context.rows(sql.VERSIONS, tag=tag, part=query.part, after=after, size=limit + 1)
    return key.page(rows, limit, lambda version: (version.version,))
