"""What a machine must have to run the tests, found, installed or started.

`python -m tests.machine` is the command line; `make` calls it, so that a newcomer needs to know
nothing of it. Nothing here runs in production.
"""
