"""Cross-posts: a thread shown in another sub-topic, with the way back and the count of all its replies."""
