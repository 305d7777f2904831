"""Statements on proposals: what residents, associations and bodies say of one while it is open for it, and the
official response to each."""
