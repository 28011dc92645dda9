"""The command line: a thin shell over `photoclip.session`."""
