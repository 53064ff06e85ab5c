"""The page of renders."""
