"""The commands for films that make themselves."""
