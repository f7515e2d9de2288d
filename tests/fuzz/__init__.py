"""A fuzzer of folders: whatever stands in the files, commands end as docs/files.md promises."""
