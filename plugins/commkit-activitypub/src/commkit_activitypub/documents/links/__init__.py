"""Where documents are."""
