"""Forms of what all subjects share. What is typed stays typed when it is refused."""
