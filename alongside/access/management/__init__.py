"""Commands of this room, for whoever runs the program."""
