"""Commands of this room, for whoever installs the program."""
