"""What supervision reads."""
