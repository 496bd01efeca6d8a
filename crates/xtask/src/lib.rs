//! Tasks of the project over a checkout: the catalog and its fixtures are read at run time, so that a built program judges any checkout.

pub mod catalog_changes;
pub mod change;
pub mod check;
pub mod checkout;
pub mod floor;
pub mod history;
pub mod ledger;
pub mod mark;
pub mod mutant;
pub mod mutate_catalog;
pub mod mutation;
pub mod new_criterion;
pub mod pages;
pub mod projects;
pub mod propose;
mod random;
pub mod tables;
pub mod variation;
pub mod weaker;
