"""Numbers: what waits in the queues, and how reviewers decide."""
