"""Who is away when."""
