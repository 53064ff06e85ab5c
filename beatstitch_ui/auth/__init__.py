"""Who may do what through which way in."""
