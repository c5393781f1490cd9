"""Views of threads and posts: all that a page needs of them, in a fixed number of statements."""
