"""What posts and members bring along from elsewhere, and no noun of the core has a place for: it is kept, and shown."""
