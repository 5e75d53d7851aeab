"""What we believe about the structure of the product, held by a machine."""
