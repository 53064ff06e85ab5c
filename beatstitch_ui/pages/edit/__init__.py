"""The page of the edit."""
