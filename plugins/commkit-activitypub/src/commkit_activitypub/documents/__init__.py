"""The documents of ActivityStreams 2.0, as plain values; no database."""
