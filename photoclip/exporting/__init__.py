"""Photos out of the library: copies, links and contact sheets."""
