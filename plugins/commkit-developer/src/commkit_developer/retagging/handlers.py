"""How the tags of a question are changed."""

from commkit import Context, Denied, Invalid
from commkit.members import is_own
from commkit.posts import EditPost, Post, PostSettings, clean_tags, perform_edit, resolve_synonyms
from commkit_developer.retagging.feature import RETAG_OTHERS, retag_feature
from commkit_developer.retagging.messages import RetagPost
from commkit_qa import require_question
from commkit_reputation import has_earned


def retags_others(context: Context) -> bool:
    """Whether the actor retags questions of others, by their role or by a privilege that they have earned."""
    return context.can(RETAG_OTHERS) or has_earned(context, RETAG_OTHERS)


@retag_feature.handles(RetagPost)
def retag_post(context: Context, command: RetagPost) -> Post:
    """Edit the tags alone, as every edit is made: once for the version that was seen, with a revision."""
    post = context.get(Post, command.post)
    if (post.author is None or not is_own(context, post.author)) and not retags_others(context):
        raise Denied(
            "developer.retag_not_yours",
            "changing tags of others' questions is a privilege; ListPrivileges says what you lack for it",
        )
    require_question(context.community_type, post)
    tags = clean_tags(command.tags, max_tags=context.settings(PostSettings).max_tags)
    meant = resolve_synonyms(context, tags)
    if {meant[tag] for tag in tags} == set(post.tags):
        raise Invalid.field("tags", "unchanged", "give other tags than the question has")
    edit = EditPost(post=post.id, version=command.version, tags=tags, reason=command.reason)
    return perform_edit(context, post, edit)
