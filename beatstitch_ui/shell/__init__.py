"""What every page is built with: the frame around it, plain elements, news of changes."""
