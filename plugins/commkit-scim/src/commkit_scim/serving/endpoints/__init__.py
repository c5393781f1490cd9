"""What every kind of resource is served with."""
