"""torchvision: only transforms and one layer are used, without its extension and its sources."""
