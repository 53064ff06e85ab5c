"""What the help sheet says: how things are done, what signs and words mean, and the keys."""
