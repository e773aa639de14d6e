"""Files: taken in and made anew, scanned, sealed, stored, given out."""
