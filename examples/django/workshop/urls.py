"""The addresses: the shop's, the community's pages, and commkit's HTTP contract below /c."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from shop import help_views, views

handler404 = "shop.pages.show_missing"
urlpatterns = [
    path("", views.front),
    path("robots.txt", views.robots_txt),
    path("order/<slug:slug>", views.order),
    path("orders", views.orders),
    path("sign-in", LoginView.as_view(template_name="sign_in.html")),
    path("sign-up", views.sign_up),
    path("sign-out", LogoutView.as_view()),
    path("help", help_views.threads),
    path("help/<uuid:post>", help_views.thread),
    path("help/<uuid:thread>/reply", help_views.reply),
    path("help/<uuid:thread>/accept", help_views.accept),
    path("follow", help_views.follow),
    path("follow/end", help_views.end_addresses),
    path("inbox", help_views.inbox),
    path("unsubscribe", help_views.unsubscribe),
    path("c/", include("commkit.adapters.django.urls")),
]
