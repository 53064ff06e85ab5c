"""The pages for people without an account: a shared video, and the place where guests add pictures."""
