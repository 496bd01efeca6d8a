//! An audit of facts that were no text: without lines.

use crate::Audit;
use crate::trace::Trace;

/// Leaves out every line, column and excerpt of the text that stands for the facts. Those of suppliers' descriptors stay.
pub(crate) fn unplace(audit: &mut Audit) {
    for finding in &mut audit.findings {
        let applies = finding.applies.iter_mut().flat_map(|own| &mut own.read);
        let checks = finding.checks.iter_mut().flat_map(|own| &mut own.read);
        applies
            .chain(&mut finding.because)
            .chain(checks)
            .for_each(read);
    }
    let scope = audit.scope.iter_mut().flat_map(|reach| &mut reach.read);
    scope.for_each(read);
    for waiver in &mut audit.waivers {
        waiver.line = None;
    }
    for opinion in &mut audit.opinions {
        opinion.line = None;
    }
    for piece in &mut audit.evidence {
        piece.line = None;
    }
    for opinion in &mut audit.opinions {
        opinion.line = None;
    }
    for taken in &mut audit.takes_up {
        taken.line = 0;
    }
}

fn read(trace: &mut Trace) {
    trace.unplace();
    trace.line_audience = None;
}
