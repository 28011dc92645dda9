"""Search: the query language, the vector index, filtering, ranking, calibration."""
