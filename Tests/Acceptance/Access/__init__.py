"""Who may see what, and who saw it."""
