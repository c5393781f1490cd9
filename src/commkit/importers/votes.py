"""How votes are imported: as reactions of members where the source names them, else as a count of reactions."""

from commkit.importers.feature import importers
from commkit.importers.mapping import VOTE, Batch, TargetPosts, imported_members
from commkit.importers.messages import ImportVotes
from commkit.importers.post_writer import PostWriter, reaction_with_score
from commkit.importers.records import ExternalVote, ImportResult, TargetPost
from commkit.posts.reactions import statements as reactions_sql
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

_SCORES = {"up votes": 1, "down votes": -1}
_BOOKMARK = "bookmark"
"""The reaction of a favourite, in types that have it."""


@importers.handles(ImportVotes)
def import_votes(context: Context, command: ImportVotes) -> ImportResult:
    """Count each vote once, however often it is sent."""
    batch = Batch(context, command, VOTE, (vote.external_id for vote in command.votes))
    targets = TargetPosts(context, command.source, (vote.post for vote in command.votes))
    voters = imported_members(context, command.source, (vote.member for vote in command.votes))
    writer = PostWriter(context)
    for vote in command.votes:
        if batch.is_imported(vote.external_id):
            continue
        target = targets.resolve(vote.post)
        reason = target if isinstance(target, str) else _count(context, vote, target, writer, voters)
        if reason:
            batch.skip(reason)
        else:
            batch.mark_imported(vote.external_id)
    writer.write()
    return batch.finish()


def _count(
    context: Context,
    vote: ExternalVote,
    target: TargetPost,
    writer: PostWriter,
    voters: dict[str | None, tuple[MemberId, str]],
) -> str:
    """Count a vote on a post.

    Returns:
        The reason why it is not counted; empty where it is.
    """
    if vote.kind == "acceptances":
        return "" if target.answer == target.id else "not the accepted answer"
    if vote.kind == "favourites":
        return _bookmark(context, vote, target, writer, voters)
    score = _SCORES.get(vote.kind)
    reaction = reaction_with_score(context.community_type, score) if score else None
    if score is None or reaction is None:
        return f"{vote.kind} not supported"
    writer.add_anonymous_reaction(target.id, reaction, score=score)
    return ""


def _bookmark(
    context: Context,
    vote: ExternalVote,
    target: TargetPost,
    writer: PostWriter,
    voters: dict[str | None, tuple[MemberId, str]],
) -> str:
    if context.community_type.reactions.get(_BOOKMARK) != 0:
        return "favourites not supported"
    if vote.member is None:
        return "voter unknown"
    if vote.member not in voters:
        return "voter not a member"
    voter, _ = voters[vote.member]
    if not context.run(
        reactions_sql.ADD_REACTION, post=target.id, member=voter, reaction=_BOOKMARK, at=vote.at
    ):
        return "duplicate favourite"
    writer.add_reaction(target.id, _BOOKMARK, to=target.author if target.author != voter else None)
    return ""
