//! The same page gives the same bytes.

use garant_report::Lang;

use crate::harness::{audited, example, page, quick};

#[test]
fn twice_the_same_page_gives_the_same_bytes() {
    let page = page(&audited(&quick(&example("echographie"))), Lang::Fr);
    assert!(garant_paper::pdf(&page).unwrap() == garant_paper::pdf(&page).unwrap());
    assert!(garant_paper::docx(&page).unwrap() == garant_paper::docx(&page).unwrap());
}

#[test]
fn the_only_date_of_a_file_is_the_day_of_its_audit() {
    let page = page(&audited(&quick("garant = 1\n")), Lang::En);
    let pdf = garant_paper::pdf(&page).unwrap();
    let text = String::from_utf8_lossy(&pdf);
    let dates: Vec<&str> = text.split("(D:").skip(1).map(|rest| &rest[..8]).collect();
    assert_eq!(dates, ["20261123"; 1].repeat(dates.len().max(1)));
    let core = crate::harness::part(&garant_paper::docx(&page).unwrap(), "docProps/core.xml");
    assert!(core.contains(">2026-11-23T00:00:00Z<"), "{core}");
}
