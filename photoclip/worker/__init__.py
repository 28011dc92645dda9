"""The owner of a library: its loop, its messages, its server and its client."""
