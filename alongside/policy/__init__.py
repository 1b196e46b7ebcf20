"""The rules of the field as pure functions and data, each with its source. No Django."""
