"""The few shapes that every room shares. Knows nothing of Django."""
