"""Encoded video: settings, encoders, and joining what they made."""
