"""What the benchmark of the search is made of: records, questions, those that are measured beside."""
