"""Procedural pictures of everyday things, with captions that are true of them.

The renderer serves two ends: training a small CLIP from scratch, and the sample
photo library that ships with the product.
"""
