"""Attachments: files that hang on posts; their bytes are kept by the host."""
