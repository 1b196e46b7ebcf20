"""Settings and addresses: how the rooms are put together to one program."""
