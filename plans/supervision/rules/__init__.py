"""Who may do what in supervision. One file a story."""
