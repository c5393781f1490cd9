"""How things run: messages, features, dispatch, sessions, statements, the outbox, the database."""
