"""Folders: walking roots (and, later, watching them)."""
