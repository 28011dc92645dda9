"""Teaching a model a person's own words: what stands in a library becomes a model of its own."""
