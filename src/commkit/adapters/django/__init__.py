"""Django: a community's HTTP contract in a project, its commands, checks and template tags.

    INSTALLED_APPS = [..., "commkit.adapters.django"]
    COMMKIT = {"database": "default", "plugins": ["shop.community.plugin"]}
    urlpatterns = [path("c/", include("commkit.adapters.django.urls"))]

Needs the extra `django`.
"""

from commkit.runtime.model.extras import require_extra

require_extra("django", extra="django")

from commkit.adapters.django.configuration import get_kit  # noqa: E402  # so that a missing extra gives one sentence
from commkit.adapters.django.connections import connection, joined_session  # noqa: E402
from commkit.adapters.django.users import DjangoUsers, user_key  # noqa: E402

__all__ = ["DjangoUsers", "connection", "get_kit", "joined_session", "user_key"]
