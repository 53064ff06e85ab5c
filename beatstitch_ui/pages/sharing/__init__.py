"""The dialogs in which links for people without an account are made."""
