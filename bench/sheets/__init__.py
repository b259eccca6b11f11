"""What the bench of papers prints, each way in a process of its own."""
