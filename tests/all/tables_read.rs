//! Tables that an audit reads: what each broken one is told as, who may see rows, and what an audience does not see.

use std::collections::BTreeMap;
use std::io::Cursor;

use garant_core::audience::Audience;
use garant_core::evidence::{Files, Handle, Refusal, State};
use garant_core::{Audit, Request};

/// Files in memory.
#[derive(Default)]
struct Drawer(BTreeMap<String, Vec<u8>>);

impl Files for Drawer {
    fn open(&self, path: &str) -> Result<Box<dyn Handle>, Refusal> {
        let bytes = self.0.get(path).ok_or(Refusal::Missing)?;
        Ok(Box::new(Cursor::new(bytes.clone())))
    }
}

/// A table of rows: 40 men, 40 women of whom half are found, and five whose sex is a third value.
fn table() -> String {
    let mut text = "label,score,sex\n".to_owned();
    for row in 0..80 {
        let sex = if row < 40 { "M" } else { "F" };
        let found = row < 40 || row % 4 < 2;
        let label = u8::from(row % 2 == 0);
        let score = if found == (label == 1) { "0.9" } else { "0.1" };
        text.push_str(&format!("{label},{score},{sex}\n"));
    }
    for _ in 0..5 {
        text.push_str("1,0.9,rare\n");
    }
    text
}

fn piece(id: &str, kind: &str, more: &str) -> String {
    format!(
        "[[evidence]]\nid = \"{id}\"\nkind = \"{kind}\"\npath = \"{id}\"\nthreshold = 0.5\n{more}\n"
    )
}

const FREE: &str = "holds-patient-data = false";

fn judge(pieces: &str, files: &[(&str, &[u8])], rows: bool, audience: Audience) -> Audit {
    let text = format!("garant = 1\n{pieces}");
    let drawer = files
        .iter()
        .map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec()));
    let as_of = "2026-11-25".parse().unwrap();
    let request = Request::new("garant.toml", &text, as_of)
        .rows(rows)
        .audience(audience);
    crate::harness::judge()
        .audit(&request, &Drawer(drawer.collect()))
        .unwrap()
}

#[test]
fn each_broken_table_has_its_state_and_its_cause() {
    let wide = format!("label,score{}\n1,0.5\n", ",x".repeat(1_000_000));
    let bad = table().replacen("1,0.9,M", "9,0.9,M", 12);
    let cases: [(&str, &[u8], &str, &str); 8] = [
        ("zero", b"", "empty", ""),
        ("octets", &[1, 0, 2, 0, 3], "table", "binary"),
        ("large", wide.as_bytes(), "table", "too-many-columns"),
        ("faux", bad.as_bytes(), "table", "bad-rows"),
        ("classeur", b"PK\x03\x04", "table", "spreadsheet"),
        ("titres", b"label,score\n", "table", "no-rows"),
        (
            "colonne",
            b"issue,score\n1,0.5\n",
            "table",
            "no-such-column",
        ),
        ("parquet", b"PAR1 and no more PAR1", "table", "bad-parquet"),
    ];
    for (id, bytes, why, code) in cases {
        let audit = judge(
            &piece(id, "predictions", FREE),
            &[(id, bytes)],
            false,
            Audience::Internal,
        );
        let told = audit.evidence.first().unwrap();
        assert_eq!(
            (told.state, told.why.as_deref()),
            (State::Unreadable, Some(why)),
            "{id}"
        );
        let trouble = told.trouble.clone().unwrap_or_default();
        // Without the feature, a library says that it reads no Parquet.
        assert!(
            trouble.code == code || trouble.code == "no-parquet",
            "{id}: {}",
            trouble.code
        );
        assert!(audit.measures.is_empty());
    }
}

#[test]
fn twelve_malformed_rows_are_told_ten_by_ten_and_their_values_are_for_insiders() {
    let bad = table().replacen("1,0.9,M", "9,0.9,M", 12);
    for (audience, shown) in [(Audience::Internal, Some("9")), (Audience::Client, None)] {
        let open = format!("{FREE}\naudience = \"client\"");
        let audit = judge(
            &piece("t", "predictions", &open),
            &[("t", bad.as_bytes())],
            false,
            audience,
        );
        let trouble = audit.evidence.first().unwrap().trouble.clone().unwrap();
        assert_eq!((trouble.faults.len(), trouble.total), (10, 12));
        let rows: Vec<u64> = trouble.faults.iter().map(|fault| fault.row).collect();
        assert_eq!(rows, [2, 4, 6, 8, 10, 12, 14, 16, 18, 20]);
        assert!(
            trouble
                .faults
                .iter()
                .all(|fault| fault.found.as_deref() == shown)
        );
    }
}

#[test]
fn rows_are_read_only_where_they_are_declared_free_of_patients_or_asked_for() {
    let text = table();
    let files: &[(&str, &[u8])] = &[("t", text.as_bytes())];
    for (more, rows, read) in [
        (FREE, false, true),
        ("", false, false),
        ("holds-patient-data = true", false, false),
        ("", true, true),
        ("holds-patient-data = true", true, true),
    ] {
        let audit = judge(
            &piece("t", "predictions", more),
            files,
            rows,
            Audience::Internal,
        );
        assert_eq!(audit.measures.len(), usize::from(read), "{more:?} {rows}");
        let told = audit
            .diagnostics
            .iter()
            .filter(|it| it.code == "rows-not-read")
            .count();
        assert_eq!(told, usize::from(!read));
        assert_eq!(audit.evidence.first().unwrap().state, State::Present);
    }
}

#[test]
fn small_groups_do_not_reach_a_client_nor_the_public() {
    let text = table();
    let files: &[(&str, &[u8])] = &[("t", text.as_bytes())];
    let shown = format!("{FREE}\naudience = \"public\"");
    let of = |audience| judge(&piece("t", "predictions", &shown), files, false, audience);
    let n = |audit: &Audit, sex: &str| {
        let report = audit.measures.first().unwrap().predictions.clone().unwrap();
        let by = [("sex".to_owned(), Some(sex.to_owned()))].into();
        report.stratum(&by).unwrap().n
    };
    let whole = of(Audience::Internal);
    assert_eq!((n(&whole, "rare"), n(&whole, "F")), (Some(5), Some(40)));
    for audience in [Audience::Client, Audience::Public] {
        let audit = of(audience);
        assert_eq!(audit.audience, audience);
        // The five rare ones go, and the next smallest with them: 85 − 40 would give them away.
        let shown = ["rare", "F", "M"].map(|sex| n(&audit, sex));
        assert_eq!(shown.iter().filter(|n| n.is_none()).count(), 2, "{shown:?}");
        assert_eq!(n(&audit, "rare"), None);
    }
}

#[test]
fn a_tally_is_read_as_the_rows_that_it_counts() {
    use garant_measure::predictions::{Spec, read};
    use garant_measure::table::{Format, Table};
    let text = table();
    let mut spec = Spec::new("label", "score", 0.5);
    spec.groups = vec![("sexe".to_owned(), "sex".to_owned())];
    let rows = Table::stream(Box::new(Cursor::new(text.into_bytes())), &Format::default());
    let tally = read(&spec, rows.unwrap(), &mut |_| ()).unwrap().tally;
    let json = serde_json::to_vec(&tally).unwrap();
    let more = "columns.groups.sex = \"sexe\"";
    let audit = judge(
        &piece("t", "tally", more),
        &[("t", &json)],
        false,
        Audience::Internal,
    );
    let report = audit.measures.first().unwrap().predictions.clone().unwrap();
    assert_eq!((report.rows, report.strata.len()), (Some(85), 4));
    let more = "columns.groups.sex = \"genre\"";
    let audit = judge(
        &piece("t", "tally", more),
        &[("t", &json)],
        false,
        Audience::Internal,
    );
    let told = audit.evidence.first().unwrap();
    assert_eq!(told.trouble.clone().unwrap().code, "no-such-column");
}
