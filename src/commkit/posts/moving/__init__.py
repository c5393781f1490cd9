"""Moving: replies into other threads, threads into one, one thread into two."""
