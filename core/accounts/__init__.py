"""Use-cases of people: accounts, passwords, sessions, and how much each may store."""
