"""Django's commands for this project, among them `manage.py commkit`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workshop.settings")
    execute_from_command_line(sys.argv)
