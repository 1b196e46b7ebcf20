"""Files of referrals from other systems: read, checked row by row, written back to be mended."""
