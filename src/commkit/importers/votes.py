"""How judgements on posts come in: as reactions of members where the source tells who, else as an imported count."""

from commkit.importers.feature import importers
from commkit.importers.mapping import VOTE, Batch, TargetPosts, imported_members
from commkit.importers.messages import ImportVotes
from commkit.importers.post_writer import PostWriter, reaction_with_score
from commkit.importers.records import ExternalVote, ImportResult
from commkit.importers.statements import TargetPost
from commkit.posts.reactions import statements as reactions_sql
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

_WORTH = {"up votes": 1, "down votes": -1}
_BOOKMARK = "bookmark"
"""The reaction that a favourite becomes, in types that have it."""


@importers.handles(ImportVotes)
def import_votes(context: Context, command: ImportVotes) -> ImportResult:
    """Each counts once, however often it is sent."""
    batch = Batch(context, command, VOTE, (vote.external_id for vote in command.votes))
    places = TargetPosts(context, command.source, (vote.post for vote in command.votes))
    voters = imported_members(context, command.source, (vote.member for vote in command.votes))
    writer = PostWriter(context)
    for vote in command.votes:
        if batch.is_noted(vote.external_id):
            continue
        place = places.resolve(vote.post)
        reason = place if isinstance(place, str) else _count(context, vote, place, writer, voters)
        if reason:
            batch.skip(reason)
        else:
            batch.mark_imported(vote.external_id)
    writer.write()
    return batch.finish()


def _count(
    context: Context,
    vote: ExternalVote,
    place: TargetPost,
    writer: PostWriter,
    voters: dict[str | None, tuple[MemberId, str]],
) -> str:
    """Count a vote on a post that is here; gives the reason where it has no place."""
    if vote.kind == "acceptances":
        return "" if place.answer == place.id else "not the accepted answer"
    if vote.kind == "favourites":
        return _bookmark(context, vote, place, writer, voters)
    worth = _WORTH.get(vote.kind)
    reaction = reaction_with_score(context.community_type, worth) if worth else None
    if worth is None or reaction is None:
        return f"{vote.kind} have no place"
    writer.carry(place.id, reaction, worth=worth)
    return ""


def _bookmark(
    context: Context,
    vote: ExternalVote,
    place: TargetPost,
    writer: PostWriter,
    voters: dict[str | None, tuple[MemberId, str]],
) -> str:
    if context.community_type.reactions.get(_BOOKMARK) != 0:
        return "favourites have no place"
    if vote.member is None:
        return "voter not told"
    if vote.member not in voters:
        return "voter not a member"
    voter, _ = voters[vote.member]
    if not context.run(
        reactions_sql.ADD_REACTION, post=place.id, member=voter, reaction=_BOOKMARK, at=vote.at
    ):
        return "favourite given twice"
    writer.give(place.id, _BOOKMARK, to=place.author if place.author != voter else None)
    return ""
