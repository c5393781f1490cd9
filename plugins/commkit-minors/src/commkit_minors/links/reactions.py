"""Links to voices and calls in posts that mention a minor."""

from commkit import Context, Denied
from commkit.posts import MembersMentioned, Post
from commkit_minors.ages.queries import protected_among
from commkit_minors.feature import safety_feature
from commkit_minors.links.gates import voice_link_denied
from commkit_minors.policy import voice_link_in
from commkit_minors.rules.records import MinorsSettings


@safety_feature.reacts_to(MembersMentioned)
def refuse_links_to_mentioned(context: Context, fact: MembersMentioned) -> None:
    """Who is mentioned is found out when the post is written, so it is refused there."""
    post = context.get(Post, fact.post)
    found = voice_link_in(f"{post.title}\n{post.body}", context.settings(MinorsSettings).voice_links)
    if found is not None and protected_among(context, fact.members):
        denied = voice_link_denied(found)
        raise Denied(denied.code, denied.reason)
