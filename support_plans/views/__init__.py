"""The company's plan, the front page and the demonstration's mailbox."""
