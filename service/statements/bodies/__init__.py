"""Statements that a board, a panel or a table gives as a body: a draft of its members, their votes or a meeting's."""
