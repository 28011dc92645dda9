"""Closing the difference between disk and library."""
