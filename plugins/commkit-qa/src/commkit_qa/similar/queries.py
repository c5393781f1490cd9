"""How similar questions are found."""

from commkit import Context
from commkit.posts import normalize_tag
from commkit.search import SearchContent
from commkit.storage import page_size
from commkit_qa.policy import question_kinds
from commkit_qa.similar import statements as sql
from commkit_qa.similar.feature import similar_feature
from commkit_qa.similar.messages import ListSimilarQuestions
from commkit_qa.similar.policy import likeness, searched_words, shared, words_of
from commkit_qa.similar.records import SimilarQuestion

MAX_LISTED = 20
_LOOKED_AT = 50
"""Questions of each kind that the search gives, of which the most similar are listed."""


@similar_feature.handles(ListSimilarQuestions)
def list_similar_questions(context: Context, query: ListSimilarQuestions) -> tuple[SimilarQuestion, ...]:
    """A search for each kind of question, then one statement for what was found."""
    tags = tuple(map(normalize_tag, query.tags))
    words = searched_words(query.title, query.body, tags)
    kinds = question_kinds(context.community_type)
    if not words or not kinds:
        return ()
    hits = [
        hit.object
        for kind in kinds
        for hit in context.ask(
            SearchContent(" ".join(words), record="Post", kind=kind, limit=_LOOKED_AT, match="any")
        ).hits
    ]
    if not hits:
        return ()
    own = words_of(query.title)
    found = [
        SimilarQuestion(
            id=id,
            title=title,
            state=state,
            answer=answer,
            answer_count=answers,
            tags=its_tags,
            created_at=created_at,
            shared_words=shared(own, words_of(title)),
            shared_tags=shared(tags, its_tags),
        )
        for id, title, state, answer, answers, its_tags, created_at in context.rows(
            sql.QUESTIONS, ids=hits, kinds=list(kinds)
        )
    ]
    place = {id: place for place, id in enumerate(hits)}
    found.sort(key=lambda its: (-likeness(own, words_of(its.title), tags, its.tags), place[its.id]))
    return tuple(found[: min(page_size(query.limit), MAX_LISTED)])
