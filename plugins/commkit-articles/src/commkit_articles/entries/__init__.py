"""What entries of feeds say of articles beside their posts."""
