"""Reviews: queues of posts and votes that reviewers take one by one, with audits among them."""
