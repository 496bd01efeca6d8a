//! How each command ends: the exit codes, each a promise of `docs/reference/exit-codes.md`.
