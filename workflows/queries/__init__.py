"""What people read about work in hand: inbox, meetings, evidence."""
