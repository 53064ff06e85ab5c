"""The processes that carry out queued analysis and rendering."""
