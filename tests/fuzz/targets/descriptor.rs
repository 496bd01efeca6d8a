//! A descriptor, judged as `garant audit` does: whatever is judged agrees with itself, and what is refused has a place.
#![no_main]

use garant_core::{AuditError, Request, audit, stored};
use garant_fuzz::{DATE, DESCRIPTOR, OneTable, bounded, catalog};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    if text.len() > DESCRIPTOR {
        return;
    }
    bounded(|| {
        let request = Request::new("garant.toml", text, DATE);
        match audit(catalog(), &request, &OneTable) {
            Ok(audit) => assert_eq!(stored::faults(&audit), []),
            Err(AuditError::Descriptor(problems)) => {
                assert!(!problems.is_empty());
                for problem in &problems {
                    let notice = garant_core::notice(catalog(), problem);
                    assert!(!notice.says.fr.is_empty() && !notice.says.en.is_empty());
                }
            }
            Err(other) => panic!("{other}"),
        }
    });
});
