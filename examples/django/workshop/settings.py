"""The project's settings; what differs from machine to machine comes from the environment."""

import os
from pathlib import Path

import django

from commkit.notifications import MailPort, MailSite
from shop.mail import DjangoMail
from storefront.heads import page_of

FOLDER = Path(os.environ["SHOP_FOLDER"])
SECRET_KEY = os.environ["SHOP_SECRET_KEY"]
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
ROOT_URLCONF = "workshop.urls"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "shop",
    "commkit.adapters.django",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "shop.pages.RefusalMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,  # `shop` stands before commkit's app: its commkit/thread.html is the one that is shown
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "shop.pages.on_every_page",
            ]
        },
    }
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": FOLDER / "workshop.db",
        "OPTIONS": {"transaction_mode": "IMMEDIATE"} if django.VERSION >= (5, 1) else {},
    }
}
AUTH_PASSWORD_VALIDATORS = [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"}]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "/sign-in", "/help", "/"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ, TIME_ZONE = True, "UTC"
STATIC_URL = "/static/"
STATICFILES_DIRS = [Path(__file__).resolve().parents[2] / "shared" / "static"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"  # a real shop has its SMTP server here
EMAIL_FILE_PATH = FOLDER / "mail"
DEFAULT_FROM_EMAIL = "Third Gear <shop@gear.example>"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"tokens": {"()": "commkit.adapters.feeds.RedactTokens"}},  # those of feeds stand in addresses
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["tokens"]}},
    "loggers": {"django.server": {"handlers": ["console"], "level": "INFO", "propagate": False}},
}
COMMKIT = {
    "database": "default",
    "plugins": ["shop.plugin.Workshop"],
    "ports": {
        MailPort: DjangoMail(),
        MailSite: MailSite(
            secret=SECRET_KEY, base_url=os.environ["SHOP_URL"], unsubscribe_url="/unsubscribe", link=page_of
        ),
    },
}
