"""Django: a community's HTTP contract in a project, its commands, checks and template tags.

    INSTALLED_APPS = [..., "commkit.adapters.django"]
    COMMKIT = {"database": "default", "plugins": ["shop.community.plugin"]}
    urlpatterns = [path("c/", include("commkit.adapters.django.urls"))]

Needs the extra `django`.
"""

from commkit.adapters.django.configuration import get_kit
from commkit.adapters.django.connections import connection, joined_session
from commkit.adapters.django.users import DjangoUsers, user_key

__all__ = ["DjangoUsers", "connection", "get_kit", "joined_session", "user_key"]
