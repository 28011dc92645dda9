"""PhotoClip: finds a photo by what is in it, on your own computer, and learns your words."""

__version__ = "0.1.0"
