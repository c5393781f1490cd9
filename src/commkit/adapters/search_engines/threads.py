"""Threads as structured data: a question with its answers, or a discussion with its comments.

Sources: https://schema.org/DiscussionForumPosting, https://schema.org/QAPage, and Google's rules for both
(developers.google.com/search/docs/appearance/structured-data, "Discussion forum" and "QAPage"): text, author and
datePublished for each posting, answerCount for each question, and an accepted or suggested answer.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from commkit.adapters.search_engines.people import person_data
from commkit.adapters.search_engines.places import Place
from commkit.posts import MadeWith, Post, PostView, ThreadPage
from commkit.rendering import to_text

CONTEXT = "https://schema.org"
Data = dict[str, Any]


def thread_data(place: Place, page: ThreadPage) -> Data:
    """A page of a thread as JSON-LD: a `QAPage` where it has answers, else a `DiscussionForumPosting`.

    Args:
        place: Where, from `place_of`.
        page: What a visitor's `ViewThread` gave.
    """
    kind = place.answers.get(page.thread.post.kind)
    if any(item.post.kind == kind and _is_shown(item) for item in _replies(page)):
        return question_data(place, page)
    return discussion_data(place, page)


def discussion_data(place: Place, page: ThreadPage) -> Data:
    """A page of a thread as a `DiscussionForumPosting`, with replies below what they reply to.

    Args:
        place: As for `thread_data`.
        page: As for `thread_data`.
    """
    opening = page.thread.post
    data = {
        "@context": CONTEXT,
        "@type": "DiscussionForumPosting",
        "headline": opening.title,
        **_posting(place, opening, _opening_view(page)),
        "commentCount": opening.reply_count,
        "isPartOf": _part_of(place),
    }
    comments = _nested(_posted(place, item) for item in _replies(page))
    return {**data, "comment": comments} if comments else data


def question_data(place: Place, page: ThreadPage) -> Data:
    """A page of a thread as a `QAPage`: its question, the accepted answer, and the others.

    Args:
        place: As for `thread_data`.
        page: As for `thread_data`.
    """
    opening = page.thread.post
    kind = place.answers.get(opening.kind)
    replies = [item for item in _replies(page) if _is_shown(item)]
    answers = [item for item in replies if item.post.kind == kind]
    question = {
        "@type": "Question",
        "name": opening.title,
        **_upvotes(place, _opening_view(page)),
        **_posting(place, opening, _opening_view(page)),
        "answerCount": opening.answer_count or 0,
    }
    accepted = [item for item in answers if item.post.id == opening.answer]
    suggested = [item for item in answers if item.post.id != opening.answer]
    if accepted:
        question["acceptedAnswer"] = _answer(place, accepted[0], replies)
    if suggested:
        question["suggestedAnswer"] = [_answer(place, item, replies) for item in suggested]
    comments = _nested([_posted(place, item) for item in replies if not _is_below(item, answers)])
    if comments:
        question["comment"] = comments
    return {"@context": CONTEXT, "@type": "QAPage", "mainEntity": question}


def _answer(place: Place, answer: PostView, replies: Sequence[PostView]) -> Data:
    below = [item for item in replies if item is not answer and _is_below(item, [answer])]
    data = {"@type": "Answer", **_upvotes(place, answer), **_posting(place, answer.post, answer)}
    comments = _nested([_posted(place, item) for item in below])
    return {**data, "comment": comments} if comments else data


def _is_below(item: PostView, tops: Iterable[PostView]) -> bool:
    """Whether a reply is one of some posts, or stands below one."""
    return any(item.post.path.startswith(top.post.path) for top in tops)


def _posted(place: Place, item: PostView) -> tuple[Post, Data]:
    """A reply and the comment made of it."""
    return item.post, {"@type": "Comment", **_upvotes(place, item), **_posting(place, item.post, item)}


def _nested(replies: Iterable[tuple[Post, Data]]) -> list[Data]:
    """Comments in reading order, each within what it replies to; at the top where that is not on the page."""
    roots: list[Data] = []
    known: dict[Any, Data] = {}
    for post, data in replies:
        known[post.id] = data
        above = known.get(post.parent)
        (roots if above is None else above.setdefault("comment", [])).append(data)
    return roots


def _posting(place: Place, post: Post, view: PostView) -> Data:
    """What question, answer, posting and comment have in common; of what was removed, only that it was."""
    url = place.link("Post", post.id)
    address = {"url": url} if url else {}
    if post.removed_at is not None:
        return {**address, "creativeWorkStatus": "Deleted", "datePublished": post.created_at.isoformat()}
    data: Data = {
        **address,
        "text": to_text(post.body, markup=post.markup),
        "author": person_data(place, view.author),
        "datePublished": post.created_at.isoformat(),
    }
    if post.edited_at is not None:
        data["dateModified"] = post.edited_at.isoformat()
    if post.made_with is MadeWith.GENERATED:
        data["digitalSourceType"] = f"{CONTEXT}/TrainedAlgorithmicMediaDigitalSource"
    if licence := place.licence(view.fields):
        data["license"] = licence
    counted = [_counter("LikeAction", _upvotes(place, view)["upvoteCount"])]
    if post.opens:
        counted.append(_counter("CommentAction", post.reply_count))
    return {**data, "interactionStatistic": counted}


def _upvotes(place: Place, view: PostView) -> Data:
    """How many reactions that add to its score a post has; of questions, answers and comments."""
    return {"upvoteCount": sum(given.count for given in view.reactions if given.reaction in place.upvotes)}


def _counter(action: str, count: int) -> Data:
    return {
        "@type": "InteractionCounter",
        "interactionType": f"{CONTEXT}/{action}",
        "userInteractionCount": count,
    }


def _part_of(place: Place) -> Data:
    found: Data = {"@type": "WebPage", "name": place.community.title}
    return {**found, "url": place.home} if place.home else found


def _replies(page: ThreadPage) -> Iterable[PostView]:
    return (item for item in page.items if not item.post.opens)


def _is_shown(item: PostView) -> bool:
    return item.post.removed_at is None


def _opening_view(page: ThreadPage) -> PostView:
    """The opening post as the page shows it; on later pages, made of the header, without reactions."""
    first = next((item for item in page.items if item.post.opens), None)
    if first is not None:
        return first
    header = page.thread
    return PostView(
        header.post, header.author, None, (), (), header.status, header.marks, header.fields, header.may
    )
