"""The addresses of the contract: `path("c/", include("commkit.adapters.django.urls"))`."""

from django.urls import re_path

from commkit.adapters.django.views import contract_view

app_name = "commkit"
urlpatterns = [re_path(r"^(?P<rest>[\s\S]*)\Z", contract_view, name="contract")]
