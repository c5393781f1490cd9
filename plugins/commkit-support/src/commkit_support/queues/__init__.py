"""What helpers and stewards look at: the queue of unanswered questions, the orphaned ones, and the metrics."""
