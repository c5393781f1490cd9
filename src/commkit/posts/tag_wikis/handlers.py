"""The command that edits the wiki of a tag."""

from commkit.posts.feature import posts
from commkit.posts.tag_rules.queries import rule_of
from commkit.posts.tag_wikis import statements as sql
from commkit.posts.tag_wikis.facts import TagWikiEdited
from commkit.posts.tag_wikis.messages import EditTagWiki
from commkit.posts.tag_wikis.records import TagWikiVersion
from commkit.posts.tags.policy import normalize_tag
from commkit.runtime.model.errors import Conflict, NotFound
from commkit.runtime.sessions.context import Context


@posts.handles(EditTagWiki)
def edit_tag_wiki(context: Context, command: EditTagWiki) -> TagWikiVersion:
    """Add the next version, unless somebody did it first."""
    rule = rule_of(context, normalize_tag(command.tag))
    if rule is None:
        raise NotFound("posts.not_found", "there is no such tag here")
    tag = rule.synonym_of or rule.name
    before = {its.part: its.version for its in context.rows(sql.PRESENT, tag=tag)}.get(command.part, 0)
    mine = context.membership
    made = TagWikiVersion(
        tag=tag,
        part=command.part,
        version=before + 1,
        text=command.text,
        markup="markdown",
        author=context.member_or_none,
        author_name=mine.name if mine else context.community.title,
        at=context.now,
        reason=command.reason,
    )
    name = (
        "" if mine else made.author_name
    )  # a member's is read from their membership, where it is changed and erased
    if before != command.version or not context.run(sql.ADD_VERSION, made, author_name=name):
        raise Conflict("posts.stale", "it was edited since; read it again", current=before)
    context.emit(TagWikiEdited(tag=tag, part=made.part, version=made.version))
    return made
