"""From a file someone brought to an asset that can be shown and cut."""
