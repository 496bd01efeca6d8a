//! Crosswalks, one file a framework.

use super::said::{maybe_said, one_of, said};
use super::shelf::Shelf;
use crate::catalog::Catalog;
use crate::crosswalk::{Crosswalk, Degree, Item, Link};

pub(super) fn load(shelf: &Shelf<'_>, catalog: &mut Catalog) {
    for (stem, reader) in shelf.below("crosswalks") {
        let id = reader.string("id");
        if id != stem {
            reader.problem(
                "id-is-not-file-name",
                reader.span,
                &[("found", &id), ("expected", &stem)],
            );
        }
        if catalog.crosswalk(&id).is_some() {
            reader.problem("duplicate-id", reader.span, &[("found", &id)]);
        }
        let source = reader.string("source");
        super::sources::must_exist(&reader, "source", &source, catalog);
        let mut crosswalk = Crosswalk {
            id,
            source,
            title: said(&reader, "title"),
            says: said(&reader, "says"),
            items: Vec::new(),
        };
        for entry in reader.tables("item") {
            let item = item(&entry, catalog);
            if crosswalk.items.iter().any(|known| known.at == item.at) {
                entry.problem("duplicate-id", entry.span, &[("found", &item.at)]);
            }
            entry.finish();
            crosswalk.items.push(item);
        }
        if crosswalk.items.is_empty() {
            reader.problem("missing-key", reader.span, &[("key", "item")]);
        }
        reader.finish();
        catalog.crosswalks.push(crosswalk);
    }
}

fn item(entry: &garant_source::Reader<'_>, catalog: &Catalog) -> Item {
    let mut links = Vec::new();
    for link in entry.tables("links") {
        let criterion = link.string("criterion");
        super::criteria::must_exist(&link, &criterion, catalog);
        let code = link.string("degree");
        let codes: Vec<&str> = Degree::ALL.iter().map(|(code, _)| *code).collect();
        one_of(&link, "degree", &code, &codes);
        let degree = Degree::ALL.iter().find(|(known, _)| *known == code);
        if let Some((_, degree)) = degree {
            links.push(Link {
                criterion,
                degree: *degree,
            });
        }
        link.finish();
    }
    let item = Item {
        at: entry.string("at"),
        says: said(entry, "says"),
        links,
        gap: maybe_said(entry, "gap"),
    };
    // What is not covered says what is left out: silence would read as an oversight.
    if item.degree() != Some(Degree::Covers) && item.gap.is_none() {
        entry.problem("missing-key", entry.span, &[("key", "gap")]);
    }
    item
}
