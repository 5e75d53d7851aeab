"""The rules of leave: pure, standard library only. No input or output, no clock, no logging."""
