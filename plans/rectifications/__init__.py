"""整改: problems given to units, followed until they are truly closed (销号), and looked at again (回头看)."""
