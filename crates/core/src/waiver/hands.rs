//! Separation of duties: who answers for an accepted risk, who accepts it and who declares are not one person.

use super::Because;
use crate::evidence::fold;

/// Why an acceptance by these people has no effect; `None` where two people at least are behind it, and the declarant does not accept.
pub(super) fn fault(owner: &str, approver: &str, declarant: Option<&str>) -> Option<Because> {
    let approver = person(approver);
    if person(owner) == approver {
        return Some(Because::OwnerApproves);
    }
    // Where the declarant is unknown, nobody is known to be another person.
    match declarant {
        None => Some(Because::DeclarantUnstated),
        Some(declarant) if person(declarant) == approver => Some(Because::DeclarantApproves),
        Some(_) => None,
    }
}

/// A person's name, for comparing two of them: what stands before a comma, for a function may follow it.
fn person(name: &str) -> String {
    let (own, _) = name.split_once(',').unwrap_or((name, ""));
    let own = fold(own);
    if own.is_empty() { fold(name) } else { own }
}

#[cfg(test)]
mod tests {
    use super::{Because, fault};

    #[test]
    fn a_function_after_a_comma_makes_no_second_person() {
        let same = fault("Ada  PETIT, cheffe de projet", "Ada Petit", Some("B. Roy"));
        assert_eq!(same, Some(Because::OwnerApproves));
        let declares = fault("C. Noir", "b. roy, directeur", Some("B. Roy"));
        assert_eq!(declares, Some(Because::DeclarantApproves));
        assert_eq!(fault("C. Noir", "Ada Petit", Some("C. Noir")), None);
        let unknown = fault("C. Noir", "Ada Petit", None);
        assert_eq!(unknown, Some(Because::DeclarantUnstated));
    }
}
