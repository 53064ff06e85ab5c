"""Links by which people without an account see one video, or add pictures to one project."""
