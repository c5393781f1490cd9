"""The revision files of commkit-ranking."""
