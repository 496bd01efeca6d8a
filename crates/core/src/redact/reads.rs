//! Reads of the descriptor, in findings and in the scope.

use std::collections::BTreeSet;

use super::names::Names;
use crate::Audit;
use crate::audience::Audience;
use crate::measures::Measure;
use crate::trace::{Comparison, Trace};

/// Before the id of a choice, among the words of the catalog.
const CHOICE: &str = "choice.";

/// All reads of an audit, those of suppliers' audits included.
pub(super) fn of(audit: &Audit) -> impl Iterator<Item = &Trace> {
    let findings = audit.findings.iter().flat_map(|finding| {
        let applies = finding.applies.iter().flat_map(|applies| &applies.read);
        let checks = finding.checks.iter().flat_map(|check| &check.read);
        let taken = finding.taken.iter().flat_map(|taken| &taken.checks);
        let taken = taken.flat_map(|check| &check.read);
        applies.chain(&finding.because).chain(checks).chain(taken)
    });
    findings.chain(audit.scope.iter().flat_map(|reach| &reach.read))
}

/// Withholds what an audience may not see of every read. The figures of the audit are already those of the audience.
pub(super) fn all(audit: &mut Audit, audience: Audience, names: &Names) {
    let Audit {
        findings,
        scope,
        measures,
        evidence,
        ..
    } = audit;
    let pieces: Vec<Option<&Measure>> = evidence
        .iter()
        .map(|piece| measures.iter().find(|own| own.evidence == piece.id))
        .collect();
    let group = |reads: &mut Vec<Trace>| {
        for read in reads.iter_mut() {
            let told = piece(&read.path).map(|index| pieces.get(index).copied().flatten());
            for figure in &mut read.figures {
                // What was declared only stands on no piece.
                if told.is_some_and(|told| told.is_none_or(|told| told.hides(figure))) {
                    mask(figure);
                }
            }
        }
        close(reads, audience, names);
    };
    for finding in findings.iter_mut() {
        finding
            .applies
            .iter_mut()
            .for_each(|applies| group(&mut applies.read));
        group(&mut finding.because);
        finding
            .checks
            .iter_mut()
            .for_each(|check| group(&mut check.read));
        for check in finding.taken.iter_mut().flat_map(|taken| &mut taken.checks) {
            // Which of a supplier's groups are small, its figures would say, and they are not here.
            check.read.iter_mut().for_each(|read| read.figures.clear());
            close(&mut check.read, audience, names);
        }
    }
    for reach in scope.iter_mut() {
        group(&mut reach.read);
    }
    choices(audit);
}

/// The texts of a value.
pub(super) fn texts(read: &Trace) -> impl Iterator<Item = &str> {
    let many = read.value.as_array().into_iter().flatten();
    many.chain([&read.value]).filter_map(|value| value.as_str())
}

/// Withholds the reads of one condition. Where one is, figures that may stand on it go too.
fn close(reads: &mut [Trace], audience: Audience, names: &Names) {
    for read in reads.iter_mut() {
        read.person = read.person || texts(read).any(|text| names.are_in(text));
        if read.text.as_deref().is_some_and(|text| names.are_in(text)) {
            read.text = None;
        }
        read.withhold(audience);
    }
    if reads.iter().any(Trace::is_withheld) {
        for read in reads.iter_mut() {
            read.figures.clear();
        }
    }
}

/// The place of the piece of evidence that a path belongs to.
fn piece(path: &str) -> Option<usize> {
    let (index, _) = path.strip_prefix("evidence[")?.split_once(']')?;
    index.parse().ok()
}

fn mask(figure: &mut Comparison) {
    figure.value = None;
    figure.low = None;
    figure.high = None;
    figure.n = 0;
    figure.more = None;
    figure.masked = true;
}

/// Keeps the words of the choices that figures still name, and no other's.
fn choices(audit: &mut Audit) {
    let figures = of(audit).flat_map(|read| &read.figures);
    let kept: BTreeSet<String> = figures
        .flat_map(|figure| [&figure.metric, &figure.attribute])
        .flatten()
        .map(|id| format!("{CHOICE}{id}"))
        .collect();
    for texts in audit.texts.values_mut() {
        texts
            .words
            .retain(|key, _| !key.starts_with(CHOICE) || kept.contains(key));
    }
}
