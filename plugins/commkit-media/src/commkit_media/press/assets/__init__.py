"""The kit of assets: files with their credit, their licence and their expiry."""
