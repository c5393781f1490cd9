"""The revision files of commkit-feedreader."""
