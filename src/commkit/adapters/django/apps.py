"""The app: checks, and a configuration that tests may change."""

from typing import Any

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.core.signals import setting_changed

from commkit.adapters.django.configuration import SETTING, forget_configuration


class CommkitConfig(AppConfig):
    """The app `commkit.adapters.django`; it has no models: tables of commkit have migrations of their own."""

    name = "commkit.adapters.django"
    label = "commkit"
    verbose_name = "commkit"

    def ready(self) -> None:
        """Register the system checks."""
        from commkit.adapters.django import checks  # noqa: PLC0415  # once the apps are there

        register(checks.check_configuration, "commkit")
        register(checks.check_database, "commkit", Tags.database)
        setting_changed.connect(_changed, dispatch_uid="commkit.configuration")


def _changed(*, setting: str, **_: Any) -> None:
    if setting in (SETTING, "DATABASES"):
        forget_configuration()
