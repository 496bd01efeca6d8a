//! What an audit tells outside its reads: who declares what, accepted risks, audits taken up, notices.

use std::collections::BTreeMap;

use garant_rules::words::fill;

use super::names::Names;
use super::{MARK, cover, cover_stated};
use crate::Audit;
use crate::audience::{Audience, Readers};
use crate::audit::Notice;
use crate::finding::Words;

/// What arguments of notices hold of the catalog, and nothing of the descriptor.
const CATALOG_ARGS: [&str; 5] = ["criterion", "key", "nearest", "phase", "other"];

/// Whether an audience may see a field.
pub(super) struct Open(pub(super) BTreeMap<String, Readers>, pub(super) Audience);

impl Open {
    pub(super) fn is(&self, path: &str) -> bool {
        let readers = self.0.get(path).copied().unwrap_or_default();
        readers.include(self.1)
    }
}

/// The declaration and the system, by the audiences of their fields. Role and phase always show: verdicts rest on them.
pub(super) fn identity(audit: &mut Audit, audience: Audience, names: &Names) {
    let open = Open(audit.audiences.clone(), audience);
    let (by, what) = (&mut audit.declaration, &mut audit.system);
    for (path, value) in [
        ("declaration.by", &mut by.by),
        ("declaration.role", &mut by.role),
        ("declaration.organisation", &mut by.organisation),
        ("declaration.on", &mut by.on),
        ("system.id", &mut what.id),
        ("system.name", &mut what.name),
        ("system.version", &mut what.version),
        ("system.provider", &mut what.provider),
        ("system.summary", &mut what.summary),
    ] {
        let named = value.as_deref().is_some_and(|value| names.are_in(value));
        if named || !open.is(path) {
            cover_stated(value);
        }
    }
    for service in &mut what.services {
        if names.are_in(service) || !open.is("deployment.sites[].service") {
            cover(service);
        }
    }
    let presented = &mut audit.look.organisation;
    if presented.as_deref().is_some_and(|text| names.are_in(text)) {
        cover_stated(presented);
    }
}

/// Accepted risks: their criterion, their state and what they change always show.
pub(super) fn waivers(audit: &mut Audit, audience: Audience, names: &Names) {
    let open = Open(audit.audiences.clone(), audience);
    let findings = &audit.findings;
    for waiver in &mut audit.waivers {
        // A check of the catalog is no answer; any other text is.
        let known = |check: &String| {
            let mut own = findings
                .iter()
                .filter(|own| own.criterion == waiver.criterion);
            own.any(|finding| finding.checks.iter().any(|own| own.id == *check))
        };
        if !open.is("waivers[].check") && !waiver.check.as_ref().is_some_and(known) {
            waiver.withheld |= cover_stated(&mut waiver.check);
        }
        let site = |id: &str| !open.is("deployment.sites[].id") || names.are_in(id);
        if !open.is("waivers[].site") || waiver.site.as_deref().is_some_and(site) {
            waiver.withheld |= cover_stated(&mut waiver.site);
        }
        for id in waiver.open_sites.iter_mut().filter(|id| site(id)) {
            waiver.withheld |= cover(id);
        }
        if !open.is("waivers[].ends") {
            waiver.days_left = 0;
        }
        for (key, value) in [
            ("reason", &mut waiver.reason),
            ("risk-accepted", &mut waiver.risk_accepted),
            ("owner", &mut waiver.owner),
            ("approver", &mut waiver.approver),
            ("date", &mut waiver.date),
            ("ends", &mut waiver.ends),
        ] {
            if !open.is(&format!("waivers[].{key}")) || names.are_in(value) {
                waiver.withheld |= cover(value);
            }
        }
        if audience == Audience::Public {
            waiver.line = None;
        }
    }
}

/// Suppliers' audits: their state always shows.
pub(super) fn taken_up(audit: &mut Audit, audience: Audience) {
    let open = Open(audit.audiences.clone(), audience);
    for (index, told) in audit.takes_up.iter_mut().enumerate() {
        if !open.is("takes-up[].path") {
            let name = format!("takes-up-{}", index + 1);
            let taken = audit.findings.iter_mut().flat_map(|own| &mut own.taken);
            for taken in taken.filter(|taken| taken.path == told.path) {
                taken.path.clone_from(&name);
            }
            told.path = name;
            told.withheld = true;
        }
        if !open.is("takes-up[].sha256") {
            told.withheld |= told.sha256.take().is_some();
        }
        for (path, value) in [
            ("takes-up[].version", &mut told.version),
            ("takes-up[].version-in-use", &mut told.version_in_use),
            ("takes-up[].date", &mut told.as_of),
            ("takes-up", &mut told.system),
            ("takes-up", &mut told.provider),
            ("takes-up", &mut told.declared_by),
            ("takes-up", &mut told.catalog),
        ] {
            if !open.is(path) {
                told.withheld |= cover_stated(value);
            }
        }
        if audience == Audience::Public {
            told.line = 0;
        }
    }
}

/// Notices: what they say of a piece that is hidden, of a person, and, for the public, of any answer.
pub(super) fn notices(audit: &mut Audit, audience: Audience, hidden: &[bool], names: &Names) {
    let public = audience == Audience::Public;
    let mut secret: Vec<&String> = Vec::new();
    for (piece, _) in audit
        .evidence
        .iter()
        .zip(hidden)
        .filter(|(_, hides)| **hides)
    {
        secret.extend([&piece.id, &piece.path]);
        secret.extend(piece.url.iter().chain(&piece.title));
    }
    secret.retain(|text| !text.is_empty());
    for notice in &mut audit.diagnostics {
        let own = notice.args.values().any(|value| secret.contains(&value));
        let hides = |key: &str, value: &str| {
            !CATALOG_ARGS.contains(&key) && (public || own) || names.are_in(value)
        };
        let mut covered = false;
        for (key, value) in &mut notice.args {
            if hides(key, value) {
                covered |= cover(value);
            }
        }
        if public || own {
            notice.line = 0;
            notice.column = 0;
            notice.path = None;
        }
        if covered {
            say(notice);
        }
    }
}

/// Says a notice again with the arguments that are left.
fn say(notice: &mut Notice) {
    let args: Vec<(&str, &str)> = notice
        .args
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect();
    let said = |form: &str| {
        if form.is_empty() {
            // Stored before forms were: nothing tells its own words from its arguments.
            return MARK.to_owned();
        }
        fill(form, &args)
    };
    notice.says = Words {
        fr: said(&notice.form.fr),
        en: said(&notice.form.en),
    };
}
