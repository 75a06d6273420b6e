"""Word lists: policy terms, stop words, lay terms, synonyms, characters of similar shape."""
