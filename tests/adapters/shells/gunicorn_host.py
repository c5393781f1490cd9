"""A host's application for gunicorn: it serves the database in TOWN."""

import os

from commkit import Kit
from commkit.adapters.wsgi import WsgiApp
from tests.adapters.shells.equal_databases import new_plugin

kit = Kit(os.environ["TOWN"], plugins=[new_plugin()])
app = WsgiApp(kit, actor=lambda environ: environ.get("HTTP_X_USER"))
