"""Folders: walking roots, watching them, settling what changes, knowing the drives they lie on."""
