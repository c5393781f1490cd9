"""The addresses of the project that tests use."""

from django.urls import include, path

urlpatterns = [
    path("c/", include("commkit.adapters.django.urls")),
    path("async/c/", include("commkit.adapters.django.async_urls")),
]
