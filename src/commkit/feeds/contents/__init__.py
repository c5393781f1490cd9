"""What plugins bring to feeds: lists of posts of their own, and what their entries say beside the post."""
