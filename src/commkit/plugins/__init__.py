"""Plugins as the database knows them: what each has there, whether the Kit has it, and how one is removed for good."""

from commkit.plugins.of_kit import Plugins
from commkit.plugins.records import CommunityOfType, PluginStatus, PluginTable, PluginType, RemovalPlan

__all__ = [
    "CommunityOfType",
    "PluginStatus",
    "PluginTable",
    "PluginType",
    "Plugins",
    "RemovalPlan",
]
