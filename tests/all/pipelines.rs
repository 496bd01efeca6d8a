//! What pipelines run.
