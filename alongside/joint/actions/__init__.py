"""What our team and a practitioner each do in joint work."""
