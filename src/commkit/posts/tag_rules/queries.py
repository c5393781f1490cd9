"""Queries of tag rules."""

from commkit.posts.feature import posts
from commkit.posts.tag_rules import statements as sql
from commkit.posts.tag_rules.messages import ListTagRules
from commkit.posts.tag_rules.records import TagRule
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import Page, keyset, page_size

_BY_NAME = keyset(str, of="posts.tag_rules")


@posts.handles(ListTagRules)
def list_tag_rules(context: Context, query: ListTagRules) -> Page[TagRule]:
    """Read a page of synonyms and reserved tags, sorted by name."""
    limit = page_size(query.limit)
    (after,) = _BY_NAME.decode(query.after, default=("",))
    rows = context.rows(sql.RULES, after=after, size=limit + 1)
    return _BY_NAME.page(rows, limit, lambda rule: (rule.name,))


def rule_of(context: Context, tag: str) -> TagRule | None:
    """The rule and the count of a tag in its stored form; None for a tag that was never used here."""
    return next(iter(context.rows(sql.RULES_OF, names=[tag])), None)
