"""NHS.UK components, form fields and filters for Jinja; no domain."""
