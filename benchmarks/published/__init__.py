"""Problems that others published, planned through the public interface of `rotation` alone.

`python -m benchmarks.published FOLDER` reads the files of the authors, which are not part of this
repository: they come without a licence (docs/own-problems.md).
"""
