"""The same addresses for ASGI servers: `path("c/", include("commkit.adapters.django.async_urls"))`."""

from django.urls import re_path

from commkit.adapters.django.views import async_contract_view

app_name = "commkit"
urlpatterns = [re_path(r"^(?P<rest>[\s\S]*)\Z", async_contract_view, name="contract")]
