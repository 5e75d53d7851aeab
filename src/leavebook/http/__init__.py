"""What every door shares and no published API owns: calls, decoding, routing, health."""
