"""What is seen: the window and its parts. They know models and the bridge, no data package."""
