//! Separation of duties: who answers for an accepted risk, who accepts it and who declares are not one person.

use garant_source::visible::is_hidden;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::Because;

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

/// What ends a name, for a function may follow it.
const ENDS: [char; 8] = [',', ';', '(', '/', '|', '\u{ff0c}', '\u{2013}', '\u{2014}'];

/// A person's name, for comparing two of them: its words in lower case, in order of the alphabet, without signs and accents, for nobody is
/// another person by the way of writing. Where nothing stands before the function, the whole.
fn person(name: &str) -> Vec<String> {
    let own = name.split(ENDS).next().unwrap_or(name);
    let words = words(own);
    if words.is_empty() {
        self::words(name)
    } else {
        words
    }
}

fn words(name: &str) -> Vec<String> {
    let plain: String = name
        .nfkd()
        .filter(|c| !is_combining_mark(*c) && !is_hidden(*c) && *c != '\u{ad}')
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .collect();
    let words = plain.split(|c: char| !c.is_alphanumeric());
    let mut words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(|word| word.replace('ß', "ss"))
        .collect();
    words.sort();
    words
}

#[cfg(test)]
mod tests {
    use super::{Because, fault};

    #[test]
    fn a_function_after_a_comma_makes_no_second_person() {
        for approver in [
            "Ada Petit",
            "Ada Petit.",
            "PETIT Ada",
            "Ada Petit (directrice)",
            "Ada Petit ; directrice",
            "Ada\u{2011}Petit",
            "Ada\u{200b} Pe\u{ad}tit",
            "Ada Pe\u{301}tit",
            "Ada Pétit",
        ] {
            let same = fault("Ada  PETIT, cheffe de projet", approver, Some("B. Roy"));
            assert_eq!(same, Some(Because::OwnerApproves), "{approver}");
        }
        let declares = fault("C. Noir", "b. roy, directeur", Some("B. Roy"));
        assert_eq!(declares, Some(Because::DeclarantApproves));
        assert_eq!(fault("C. Noir", "Ada Petit", Some("C. Noir")), None);
        let unknown = fault("C. Noir", "Ada Petit", None);
        assert_eq!(unknown, Some(Because::DeclarantUnstated));
    }
}
