"""The front page: slots that editors pin posts to, and that newest articles and featured comments fill."""
