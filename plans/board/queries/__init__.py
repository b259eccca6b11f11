"""What the overviews show; each from the rows of the plans themselves, grouped by the database."""
