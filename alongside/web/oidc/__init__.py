"""Signing in at another identity provider by OpenID Connect, such as NHS CIS2, if one is set."""
