"""How a rank is explained."""

from commkit import Context, NotFound
from commkit.posts import ReadPost
from commkit_ranking.ranks import statements as sql
from commkit_ranking.ranks.feature import rank_feature
from commkit_ranking.ranks.messages import ExplainRank
from commkit_ranking.ranks.policy import FORMULAS, value_of
from commkit_ranking.ranks.records import RankExplanation
from commkit_ranking.tables import rank

_NAMES = tuple(column.name for column in rank.c)


@rank_feature.handles(ExplainRank)
def explain_rank(context: Context, query: ExplainRank) -> RankExplanation:
    """Read the post by its own query, which says who may, then what its ranks were made of."""
    post = context.ask(ReadPost(query.thread))
    found = context.one(sql.ONE, post=post.id)
    if found is None:
        raise NotFound("ranking.not_ranked", "this post opens no thread, or the host has not ranked it yet")
    row = dict(zip(_NAMES, found, strict=True))
    return RankExplanation(
        thread=post.id,
        order=query.order,
        value=value_of(query.order, row[query.order.value]),
        formula=FORMULAS[query.order],
        up=row["up"],
        down=row["down"],
        score=row["up"] - row["down"],
        opened_at=post.created_at,
        activity_at=post.activity_at or post.created_at,
        active_people=row["active_people"],
        effective_at=row["since"],
    )
