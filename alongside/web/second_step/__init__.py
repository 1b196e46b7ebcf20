"""The second step of a sign-in: its pages, and what opens before there is one."""
