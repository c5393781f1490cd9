"""The revision files of commkit-articles."""
