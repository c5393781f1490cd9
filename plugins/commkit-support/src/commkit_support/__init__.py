"""Support communities for commkit."""
