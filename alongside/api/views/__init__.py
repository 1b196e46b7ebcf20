"""What other systems ask and send, and the pages of the keys with which they do."""
