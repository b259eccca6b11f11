"""Placeholder classes are replaced by the package owner."""
