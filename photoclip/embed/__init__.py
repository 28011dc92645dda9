"""Models: the `Encoder` protocol, the catalogue, the open_clip encoder, weights, prompts, training."""
