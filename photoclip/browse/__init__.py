"""What a window shows of a library: asked of a process of its own, which reads and never writes."""
