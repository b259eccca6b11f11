"""Forms of supervision."""
