//! Energy and emissions of an activity.

use super::mapping::{Activity, Quantity};
use super::node::Part;
use super::number::{in_unit, numeric, rounded};
use super::reading::Reading;
use super::remark;

impl Reading<'_> {
    /// Energy and emissions of an activity. Where they contradict each other, nobody can tell which of them is right.
    pub(super) fn activity(&mut self, from: &Part<'_>, rule: &Activity) {
        for quantity in [&rule.energy, &rule.emissions] {
            self.mapped.insert(quantity.to.clone());
        }
        let parts = from.select(&rule.from);
        if parts.len() > 1 {
            for part in &parts {
                self.remark(remark::ASK, &rule.energy.to, part);
            }
            return;
        }
        let Some(part) = parts.first() else { return };
        let energy = self.quantity(part, &rule.energy);
        let emissions = self.quantity(part, &rule.emissions);
        if let (Some((_, energy)), Some((_, emissions))) = (&energy, &emissions)
            && *emissions > energy * rule.most
        {
            self.remark(remark::DO_NOT_GO_TOGETHER, &rule.energy.to, part);
            self.remark(remark::DO_NOT_GO_TOGETHER, &rule.emissions.to, part);
            return;
        }
        for (quantity, found) in [(&rule.energy, energy), (&rule.emissions, emissions)] {
            if let (Some((part, value)), Some(field)) = (found, self.field(&quantity.to)) {
                if in_unit(field, &quantity.unit) {
                    self.measured(&part, field, &quantity.to, value);
                } else {
                    self.remark(remark::UNIT_UNKNOWN, &quantity.to, &part);
                }
            }
        }
    }

    fn quantity<'n>(&mut self, from: &Part<'n>, quantity: &Quantity) -> Option<(Part<'n>, f64)> {
        let part = from.first(&quantity.from)?;
        let value = part
            .node
            .get("value")
            .and_then(|value| numeric(&value.tree));
        let unit = part.node.get("unit").and_then(|unit| unit.text());
        let Some(value) = value else {
            self.remark(remark::NOT_A_NUMBER, &quantity.to, &part);
            return None;
        };
        let Some(factor) = unit.and_then(|unit| quantity.units.get(unit)) else {
            self.remark(remark::UNIT_UNKNOWN, &quantity.to, &part);
            return None;
        };
        Some((part, rounded(value * factor)))
    }
}
