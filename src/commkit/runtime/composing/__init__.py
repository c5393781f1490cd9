"""How a Kit is composed: features, plugins, the registry, dispatch tables, migrations."""
