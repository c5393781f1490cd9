"""Ages: the host is asked by the worker, and its answers hold for a while."""
