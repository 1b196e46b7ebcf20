"""How fast the program is, measured through the real server, against limits that are promised."""
