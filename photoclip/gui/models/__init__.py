"""Qt models over plain values. ``data()`` never reads a file and never waits."""
