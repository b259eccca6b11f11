"""What administrators do for the papers: Word templates, the unit's own fonts."""
