"""What is refused of a document, or cut away, before a parser reads it."""
