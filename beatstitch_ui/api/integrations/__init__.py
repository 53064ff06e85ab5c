"""What a project exchanges with others by HTTP: links for guests, imports, sent videos, webhooks, events."""
