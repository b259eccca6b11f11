"""What supervision does: reminders, their rules, 督办通知单."""
