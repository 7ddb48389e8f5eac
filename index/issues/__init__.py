"""Notes to maintainers: what is wrong in a file, and its repair, as an issue. Nothing is sent."""
