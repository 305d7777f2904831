"""Signing in at a municipality's own provider by OpenID Connect."""
