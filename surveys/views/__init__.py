"""The company's pages: parse, call a service, respond."""
