"""`{% load commkit %}{% commkit_thread thread.id community="help" %}`: a thread under any page of the project."""

from typing import Any
from uuid import UUID

from django import template
from django.core.exceptions import ImproperlyConfigured

from commkit.adapters.django.configuration import get_kit
from commkit.adapters.django.views import find_actor
from commkit.posts import PostId, ThreadPage, ViewThread
from commkit.runtime.model.errors import Denied, NotFound

register = template.Library()


@register.inclusion_tag("commkit/thread.html", takes_context=True)
def commkit_thread(
    context: template.Context,
    thread: str | UUID,
    *,
    community: str,
    after: str | None = None,
    limit: int = 20,
) -> dict[str, Any]:
    """Render a page of a thread as who sent the request may see it; needs the extra `rendering`.

    The HTML of posts has passed the sanitizer; everything else is escaped by the template, which a project may replace
    by a `commkit/thread.html` of its own. Where there is no such thread for this reader, `page` is None.

    Args:
        context: The template's context, with `request`.
        thread: The id of the post that opened it.
        community: The slug of its community.
        after: The `next` of the page before.
        limit: Posts on a page, 1 to 100.

    Raises:
        ImproperlyConfigured: The context has no request.
    """
    request = context.get("request")
    if request is None:
        raise ImproperlyConfigured(
            "commkit_thread needs the request: add django.template.context_processors.request, or render with it"
        )
    return {"page": _page(find_actor(request), community, thread, after, limit), "community": community}


def _page(
    actor: str | None, community: str, thread: str | UUID, after: str | None, limit: int
) -> ThreadPage | None:
    try:
        id = PostId(thread if isinstance(thread, UUID) else UUID(thread))
    except ValueError:  # it names nothing
        return None
    try:
        with get_kit().session(actor, community, read_only=True) as session:
            return session.ask(ViewThread(id, after=after or None, limit=limit, rendered=True))
    except (NotFound, Denied):
        return None
