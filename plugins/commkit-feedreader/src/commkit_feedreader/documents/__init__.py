"""Documents of feeds: RSS, Atom and JSON Feed as other sites send them, read safely; no database."""
