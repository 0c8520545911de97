"""What changes several rows at once or has an effect outside: verbs with keyword-only arguments."""
