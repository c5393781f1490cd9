"""What nobody was told of, because the post was removed by then: it is told once the post is there again."""
