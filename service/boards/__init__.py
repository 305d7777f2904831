"""Boards, panels and tables that speak for an area: their members' inbox, and the mark beside what they say."""
