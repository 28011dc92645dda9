"""The window: the only package that knows Qt. The command line, in its own process, does the work."""
