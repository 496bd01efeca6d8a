//! The way to the gate: its steps, applied to the descriptor's text and judged by an audit that knows nothing of plans.

mod applied;
mod dates;
mod explained;
mod honest;
mod told;

use std::collections::BTreeMap;
use std::fs::File;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock};

use garant_core::evidence::{Files, Handle, Refusal};
use garant_core::plan::Plan;
use garant_core::{Date, Judge, Request};

use crate::harness::{EXAMPLES, judge, root};

const TODAY: &str = "2026-11-23";

fn today() -> Date {
    TODAY.parse().unwrap()
}

/// The files of a folder.
struct Folder(PathBuf);

impl Files for Folder {
    fn open(&self, path: &str) -> Result<Box<dyn Handle>, Refusal> {
        let file = File::open(self.0.join(path)).map_err(|_| Refusal::Missing)?;
        Ok(Box::new(file))
    }
}

/// The examples: name, text, files.
fn examples() -> impl Iterator<Item = (&'static str, String, Folder)> {
    EXAMPLES.into_iter().map(|name| {
        let folder = root().join("examples").join(name);
        let text = std::fs::read_to_string(folder.join("garant.toml")).unwrap();
        (name, text, Folder(folder))
    })
}

fn planned(judge: &Judge<'_>, text: &str, files: &dyn Files, gate: Option<&str>) -> Plan {
    let request = Request::new("garant.toml", text, today()).gate(gate);
    judge.plan(&request, files).unwrap()
}

/// The plan of an example, made once for all the tests that look at it.
fn known(name: &'static str, gate: Option<&'static str>) -> Plan {
    type Asked = (&'static str, Option<&'static str>);
    static KNOWN: Mutex<BTreeMap<Asked, Arc<OnceLock<Plan>>>> = Mutex::new(BTreeMap::new());
    let plan = Arc::clone(KNOWN.lock().unwrap().entry((name, gate)).or_default());
    let made = || {
        let (_, text, folder) = examples().find(|(own, ..)| *own == name).unwrap();
        planned(judge(), &text, &folder, gate)
    };
    plan.get_or_init(made).clone()
}

fn of_text(text: &str) -> Plan {
    let judge = judge();
    planned(judge, text, &garant_core::fixture::Shelf, None)
}
