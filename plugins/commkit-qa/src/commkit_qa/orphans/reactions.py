"""What the orphan guard does with an import."""

from commkit import Context
from commkit.posts import PostsImported
from commkit_qa.orphans import statements as sql
from commkit_qa.orphans.feature import orphan_feature
from commkit_qa.policy import question_kinds


@orphan_feature.reacts_to(PostsImported)
def know_imported(context: Context, fact: PostsImported) -> None:
    """Nobody is told of questions that were left alone elsewhere: they count as found."""
    kinds = list(question_kinds(context.community_type))
    found = context.rows(sql.IMPORTED, posts=list(fact.posts), kinds=kinds) if fact.posts else []
    if found:
        context.run_many(sql.ADD, [{"question": id, "found_at": context.now} for (id,) in found])
