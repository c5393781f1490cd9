"""The bridge to an issue tracker: what its maintainers do about an issue is told in the threads that are about it."""
