"""The index: catalogue, lexical, vectors, generations, verification, backup."""
