"""The job table's state machine and the queue that carries its ids."""
