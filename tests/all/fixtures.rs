//! Fixtures by criterion: each gives the verdict that its name says, and the lines marked `#~ VERDICT` decided.

use garant_core::fixture::{AS_OF, Fixture};

use crate::harness::{catalog, files, root};

/// The fixtures of the project, those of `GARANT_ONLY` if it is set.
fn fixtures() -> Vec<Fixture> {
    let only = std::env::var("GARANT_ONLY").unwrap_or_default();
    let mut found = Vec::new();
    files(&root().join("tests/criteria"), ".toml", &mut found);
    let part = |part: Option<&std::ffi::OsStr>| part.unwrap().to_string_lossy().into_owned();
    found
        .iter()
        .map(|path| Fixture {
            criterion: format!(
                "{}/{}",
                part(path.parent().unwrap().parent().unwrap().file_name()),
                part(path.parent().unwrap().file_name())
            ),
            name: part(path.file_stem()),
            text: std::fs::read_to_string(path).unwrap(),
        })
        .filter(|fixture| {
            let (_, id) = fixture.criterion.rsplit_once('/').unwrap();
            only.is_empty() || only.split(',').any(|only| only == id)
        })
        .collect()
}

#[test]
fn fixtures_give_the_verdict_of_their_name_on_the_marked_line() {
    let mut faults = Vec::new();
    for fixture in fixtures() {
        if let Some(fault) = fixture.fault(catalog(), AS_OF) {
            faults.push(format!("{}/{}: {fault}", fixture.criterion, fixture.name));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_verdict_that_a_criterion_can_reach_has_a_fixture() {
    let only = std::env::var("GARANT_ONLY").unwrap_or_default();
    let fixtures = fixtures();
    let mut missing = Vec::new();
    for criterion in &catalog().criteria {
        let (_, id) = criterion.id.rsplit_once('/').unwrap();
        if !only.is_empty() && !only.split(',').any(|only| only == id) {
            continue;
        }
        let plain = garant_core::fixture::missing(criterion, &fixtures);
        missing.extend(
            plain
                .into_iter()
                .map(|verdict| format!("{id}/{}", verdict.code())),
        );
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
