"""Photos and clips that come into a project from other places: ordered, followed, brought in one by one."""
