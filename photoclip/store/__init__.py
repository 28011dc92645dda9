"""The library file: migrations, photos, files, vectors, failures; the lock, the writer, the readers."""
