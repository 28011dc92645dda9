"""What ships with PhotoClip: models, sample photos, the background descriptions."""
