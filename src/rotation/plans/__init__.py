"""The plan: what people look at, ask and write, made from what solving and trades give."""
