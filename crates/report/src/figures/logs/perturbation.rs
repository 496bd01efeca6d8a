//! Figures of a perturbation suite, arranged for showing.

use garant_measure::perturbation;
use garant_measure::predictions::rates::Rate;

use super::{Entry, Kind, add};
use crate::figures::conventions::{self, Method};
use crate::figures::predictions::table;
use crate::figures::sheet::{By, Row, Sheet, Status, Table};
use crate::figures::{say, vocabulary};
use crate::lang::Words;

const KIND: Kind = Kind {
    by: By::Variation,
    share: true,
};

/// Figures of a perturbation suite: overall and by variation.
pub(in crate::figures) fn sheet(report: &perturbation::Report, words: &Words) -> Sheet {
    let mut sheet = Sheet {
        title: words.get("measure.title.perturbation").to_owned(),
        ..Sheet::default()
    };
    let reference = report.conventions.reference.as_deref();
    // Where all is masked, no figure of it has a number of rows either.
    let hidden = |rate: Rate| report.masked && rate.n.is_none();
    let mut entries = vec![Entry::whole(
        report.agreement,
        hidden(report.agreement),
        words,
    )];
    entries.extend(report.variations.iter().map(|own| {
        Entry {
            attribute: "variation".to_owned(),
            under: Some(words.get("measure.variation").to_owned()),
            group: own.variation.clone(),
            name: say::name(&own.variation),
            against: own
                .difference
                .zip(reference)
                .map(|(difference, reference)| (reference.to_owned(), difference)),
            reference: Some(own.variation.as_str()) == reference,
            ..Entry::whole(own.agreement, own.masked, words)
        }
    }));
    add(&mut sheet, "agreement", &entries, KIND, words);
    let cases = report.agreement_of_cases;
    let cases = [Entry::whole(cases, hidden(cases), words)];
    add(&mut sheet, "agreement-of-cases", &cases, KIND, words);
    sheet.tables.extend(worst(report, words));
    sheet.terms = vocabulary::perturbation(report, words);
    let own = &report.conventions;
    sheet.conventions = vec![conventions::intervals(
        words,
        own.level,
        &own.rate_interval,
        &own.difference_interval,
    )];
    let methods: [Method<'_>; 3] = [
        ("difference", &own.difference),
        ("agrees-when", &own.agrees_when),
        ("undefined", &own.undefined),
    ];
    sheet
        .conventions
        .extend(conventions::methods(words, &methods));
    sheet
        .conventions
        .extend(conventions::masked(words, own.masked_up_to));
    sheet
}

/// The variation that fares worst, where its difference with the reference leaves zero out.
fn worst(report: &perturbation::Report, words: &Words) -> Option<Table> {
    let worst = report.worst.as_ref()?;
    let mut own = report.variations.iter();
    let own = own.find(|own| own.variation == worst.variation)?;
    if own.masked || !own.difference.is_some_and(say::is_apart) {
        return None;
    }
    let mut cells = vec![say::text(say::name(&worst.variation))];
    cells.extend(say::both(words, worst.agreement.figure, Status::Undefined));
    let row = Row {
        under: None,
        name: say::capital(&say::figure(words, "agreement")),
        cells,
    };
    let columns = ["figure", "worst-variation", "value", "interval"];
    let title = words.get("measure.title.worst-variation").to_owned();
    Some(table(words, "worst", title, &columns, vec![row]))
}
