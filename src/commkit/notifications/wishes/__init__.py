"""What members wish to be told, how, and when."""
