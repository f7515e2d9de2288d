"""How results show themselves: sentences, frames, tables in notebooks."""
