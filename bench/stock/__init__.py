"""台账 in bulk: as many items as a bench wants, in five hundred units, found by the same words as real ones."""
