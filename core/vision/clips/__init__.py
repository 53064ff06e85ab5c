"""What happens in a clip, and which moments are worth showing."""
