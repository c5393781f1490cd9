"""Reactions to posts: each member gives each reaction once; their worth adds up to the score of a post."""
