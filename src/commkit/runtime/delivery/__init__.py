"""What happens after a commit: signals, the outbox, the worker, scheduled commands."""
