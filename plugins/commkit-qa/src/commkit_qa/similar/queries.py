"""How similar questions are found."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from commkit import Context, Invalid
from commkit.fields import Field, comparison_key, field_values_of
from commkit.posts import normalize_tag
from commkit.search import SearchContent
from commkit.storage import page_size
from commkit_qa.canonical.queries import canonical_subjects
from commkit_qa.policy import question_kinds
from commkit_qa.question_facts.policy import fact_keys, question_fields
from commkit_qa.similar import statements as sql
from commkit_qa.similar.feature import similar_feature
from commkit_qa.similar.messages import ListSimilarQuestions
from commkit_qa.similar.policy import likeness, ranked_ahead, searched_words, shared, shared_facts, words_of
from commkit_qa.similar.records import SimilarQuestion

MAX_LISTED = 20
_LOOKED_AT = 50
"""Questions of each kind that the search gives, of which the most similar are listed."""


@similar_feature.handles(ListSimilarQuestions)
def list_similar_questions(context: Context, query: ListSimilarQuestions) -> tuple[SimilarQuestion, ...]:
    """A search for each kind of question, then one statement for what was found, and one for their facts if asked."""
    fields = question_fields(context.community_type)
    own_facts = fact_keys(fields, query.facts)
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
    alike = _shared_facts(context, fields, own_facts, hits)
    subjects = canonical_subjects(context, hits)
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
            shared_facts=alike.get(id, ()),
            canonical=subjects.get(id, ""),
        )
        for id, title, state, answer, answers, its_tags, created_at in context.rows(
            sql.QUESTIONS, ids=hits, kinds=list(kinds)
        )
    ]
    like = {
        its.id: likeness(
            own,
            words_of(its.title),
            tags,
            its.tags,
            facts=len(its.shared_facts) / len(own_facts) if own_facts else 0.0,
        )
        for its in found
    }
    best = max(like.values(), default=0.0)
    place = {id: place for place, id in enumerate(hits)}

    def order(its: SimilarQuestion) -> tuple[bool, float, int]:
        ahead = ranked_ahead(like[its.id], best, canonical=bool(its.canonical))
        return not ahead, -like[its.id], place[its.id]

    return tuple(sorted(found, key=order)[: min(page_size(query.limit), MAX_LISTED)])


def _shared_facts(
    context: Context, fields: Mapping[str, Field], own: Mapping[str, bytes], ids: list[Any]
) -> dict[Any, tuple[str, ...]]:
    """The facts that each of some questions has alike; a value that fits its field no more is like none."""
    if not own:
        return {}
    found: dict[Any, tuple[str, ...]] = {}
    for id, values in field_values_of(context, "post", ids).items():
        keys: dict[str, bytes] = {}
        for name in own.keys() & values.keys():
            with suppress(Invalid):
                keys[name] = comparison_key(fields[name], values[name], path=name)
        found[id] = shared_facts(own, keys)
    return found
