"""The parts of bench.vault."""
