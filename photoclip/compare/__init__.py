"""Comparing vectors: cosines of photos with texts and with each other, and what they mean.

Search ranks by it and tagging decides by it, so it belongs to neither.
"""
