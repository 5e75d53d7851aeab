"""Leave types and what they grant: described, changed, and tried on everybody before."""
