//! What is asked: principles, criteria, operators, sources, fields, profiles, and the loader that reads and checks a catalog.
//!
//! Holds no criterion: the catalog is data. Operators read a project through [`facts::Facts`], so that they can be judged on facts that
//! never were a file.

pub mod answer;
pub mod catalog;
pub mod criterion;
pub mod crosswalk;
pub mod edition;
pub mod facts;
pub mod field;
pub mod figure;
pub mod index;
pub mod lang;
pub mod lent;
pub mod load;
pub mod operator;
pub mod probe;
pub mod profile;
pub mod range;
pub mod reference;
pub mod regime;
pub mod tree;
pub mod truth;
pub mod value;
pub mod way;
pub mod words;

pub use answer::{Answer, Footing, Reason};
pub use catalog::Catalog;
pub use index::Index;
pub use lang::{Lang, Said};
pub use operator::Condition;
pub use truth::Truth;
pub use value::Value;
