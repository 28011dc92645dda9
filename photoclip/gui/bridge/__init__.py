"""The only place where anything crosses a process or a thread boundary into Qt."""
