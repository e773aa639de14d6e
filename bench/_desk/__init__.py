"""What the benchmark of the desk is made of: the matters, and who asks for their pages."""
