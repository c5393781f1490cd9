"""The pytest plugin of commkit: found by pytest through its entry point."""
