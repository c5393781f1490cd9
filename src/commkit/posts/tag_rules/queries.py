"""Queries of tag rules."""

from commkit.posts.feature import posts
from commkit.posts.tag_rules import statements as sql
from commkit.posts.tag_rules.messages import ListTagRules
from commkit.posts.tag_rules.records import TagRule
from commkit.posts.tags.policy import normalize_tag
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


def tag_meant(context: Context, name: str) -> str:
    """The tag that a name stands for here, in its stored form: of a synonym the tag it is one of, otherwise itself."""
    tag = normalize_tag(name)
    rule = rule_of(context, tag)
    return rule.synonym_of or tag if rule is not None else tag


def rule_of(context: Context, tag: str) -> TagRule | None:
    """The rule and the count of a tag in its stored form; None for a tag that was never used here."""
    return next(iter(context.rows(sql.RULES_OF, names=[tag])), None)
