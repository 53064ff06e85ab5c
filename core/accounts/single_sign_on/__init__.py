"""People whom somebody else signs in: a proxy in front of this server, or a provider of OpenID Connect."""
