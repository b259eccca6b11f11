"""The fictional district (示范区, 样例): who is in it, what its plans say, and a year of its history."""
