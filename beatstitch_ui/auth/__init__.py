"""Who sends a request, and which projects are theirs."""
