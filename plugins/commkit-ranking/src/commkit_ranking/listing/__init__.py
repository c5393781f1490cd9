"""Pages of threads by their ranks."""
