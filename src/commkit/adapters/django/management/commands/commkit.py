"""`manage.py commkit ...`: the command line of commkit, with the Kit of the project."""

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from commkit.adapters.cli import run_commands
from commkit.adapters.django.configuration import get_kit


class Command(BaseCommand):
    """Runs a command of commkit."""

    help = "The commands of commkit, with the Kit of this project: migrate, check, status, worker, types, import..."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take all arguments as they are."""
        parser.add_argument("tokens", nargs=argparse.REMAINDER, metavar="command", help="such as: migrate")

    def handle(self, *args: Any, tokens: list[str], **options: Any) -> None:
        """Run the command, and end with its exit code where that is no success."""
        code = run_commands(tokens or ["--help"], kit=get_kit())
        if code:
            sys.exit(code)
