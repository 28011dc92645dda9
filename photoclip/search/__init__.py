"""Search: the query language, filtering, ranking."""
