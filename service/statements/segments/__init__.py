"""A statement split into segments that are tagged, given to somebody and answered one by one."""
