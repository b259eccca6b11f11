"""Pages of the overviews."""
