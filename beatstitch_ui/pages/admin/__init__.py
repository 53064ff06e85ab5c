"""The page for who runs the installation."""
