"""The shell: layout, sign-in, errors, static files; no domain."""
