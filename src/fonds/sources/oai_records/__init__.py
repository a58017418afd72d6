"""Records of OAI-PMH (floor 3): responses saved to disk, and the records a harvest keeps one by one."""
