"""The revisions of the plugin's tables, which `commkit migrate` runs; those of the shop are the shop's own."""
