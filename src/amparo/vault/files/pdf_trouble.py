"""Why a PDF cannot be read: the words that its reader says it with, for whoever asks it."""

PASSWORD, TOO_MUCH, LETTERS, BROKEN = "password", "too much", "letters", "broken"
