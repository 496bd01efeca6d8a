//! OSCAL 1.1 as JSON: assessment results, and the catalog that they refer to.
//!
//! OSCAL knows two states alone, so a criterion that remains to be established is `not-satisfied` for a reason that is `other`, and the
//! property `verdict` says which of ours it is. Properties of ours have the name space [`NS`]. Source: NIST, OSCAL models, release 1.1.3.

mod catalog;
mod control;
mod evidence;
mod finding;
mod id;
mod matter;
mod metadata;
mod model;
mod observation;
mod results;
mod risk;
mod source;
mod subject;
mod taken;
mod text;

use crate::lang::Words;
use crate::render::{RenderError, json};
use crate::view::View;

/// The release of OSCAL that is written.
const VERSION: &str = "1.1.3";

/// The name space of properties and parts that are ours. A UUID names it, for nobody owns a domain for it.
const NS: &str = "urn:uuid:aa34c001-5256-4fcf-99b9-8e43d04f3fc4";

/// What all writers of a document need.
#[derive(Clone, Copy)]
struct Source<'a> {
    view: &'a View<'a>,
    words: &'a Words,
    ids: &'a id::Ids,
}

/// The assessment results: a finding a criterion that applies, an observation a check, a risk for what is not met.
pub(crate) fn results(view: &View<'_>, words: &Words) -> Result<String, RenderError> {
    let ids = id::Ids::new(view.audit);
    let source = Source {
        view,
        words,
        ids: &ids,
    };
    json(&results::document(source))
}

/// The catalog: a group a principle, a control a criterion. It says nothing of the project.
pub(crate) fn catalog(view: &View<'_>, words: &Words) -> Result<String, RenderError> {
    let ids = id::Ids::new(view.audit);
    let source = Source {
        view,
        words,
        ids: &ids,
    };
    json(&catalog::document(source))
}
