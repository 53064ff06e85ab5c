"""From beats and pictures to an edit decision list, and every change to it."""
