"""What all routes share: bodies, errors, pages of lists, uploads, the description of the API."""
