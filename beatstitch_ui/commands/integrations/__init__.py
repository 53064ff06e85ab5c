"""The commands for what comes from elsewhere or goes there: links for guests, imports, sent videos."""
