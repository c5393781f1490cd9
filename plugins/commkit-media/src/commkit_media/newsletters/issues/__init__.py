"""Issues of newsletters: drafted, edited, and handed to the worker."""
