"""A district in the third year of its actions: every unit with a plan of 23 tasks a year, and all that was reported."""
