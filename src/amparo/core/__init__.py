"""What every area stands on: calendar arithmetic, errors, words, measures. Knows no subject."""
