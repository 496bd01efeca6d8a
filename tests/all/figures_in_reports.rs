//! Figures as a report shows them: what criteria compare is drawn, nothing is said twice, and it stays small.
#![expect(clippy::indexing_slicing, reason = "test code")]

use garant_core::Audit;
use garant_measure::predictions::gap::CROSS;
use garant_report::figures::compared::of_finding;
use garant_report::figures::{Shown, shown};
use garant_report::{Assets, Words, page};
use garant_rules::Lang;

use crate::language::audited;

const EXAMPLES: [&str; 4] = ["echographie", "hopital", "imagerie", "triage"];

fn words(audit: &Audit, lang: Lang) -> Words {
    let texts = &audit.texts[lang.code()];
    Words::new(&Assets::default(), lang).with_choices(texts.words.clone())
}

fn page(shown: &Shown<'_>, words: &Words) -> String {
    let template = "{% from \"templates/figures.html.j2\" import shown %}{{ shown(figures) }}";
    let assets = Assets::with(vec![(
        "templates/alone.html.j2".to_owned(),
        template.to_owned(),
    )]);
    let view = serde_json::json!({ "figures": shown });
    page::render(&view, words, &assets, "templates/alone.html.j2").unwrap()
}

#[test]
fn what_criteria_compare_is_drawn_with_its_limit_and_the_table_behind() {
    for name in EXAMPLES {
        let audit = audited(name, None);
        for lang in Lang::ALL {
            let words = words(&audit, lang);
            let shown = shown(&audit, &words);
            assert_eq!(shown.pieces.len(), audit.measures.len(), "{name}");
            for piece in &shown.pieces {
                assert!(!piece.drawings.is_empty(), "{name} {}", piece.id);
                for drawing in &piece.drawings {
                    let table = drawing.table.as_ref().unwrap();
                    assert!(!table.rows.is_empty() && !drawing.plots.is_empty());
                }
            }
            let html = page(&shown, &words)
                .replace("&#x2f;", "/")
                .replace("&#x27;", "'")
                .replace("&#39;", "'");
            let drawings = html.matches("<svg ").count();
            assert!(
                drawings > 0 && drawings == html.matches("role=\"img\"").count(),
                "{name}"
            );
            assert_eq!(html.matches("</desc>").count(), drawings, "{name}");
            // Every limit that a criterion compares a drawn figure with is drawn, and said.
            let band = words.get("measure.chart.limit").to_owned();
            assert!(html.contains(&band), "{name}");
            for term in &shown.terms {
                let told = format!("<dt>{}</dt>", term.term);
                assert_eq!(html.matches(&told).count(), 1, "{name}: {}", term.term);
            }
            for said in &shown.conventions {
                assert_eq!(html.matches(said).count(), 1, "{name}: {said}");
            }
        }
    }
}

#[test]
fn figures_take_little_room() {
    let mut sizes = Vec::new();
    for name in EXAMPLES {
        let audit = audited(name, None);
        let words = words(&audit, Lang::Fr);
        let html = page(&shown(&audit, &words), &words);
        let pieces = audit.measures.len();
        sizes.push(format!("{name}: {} bytes, {pieces} pieces", html.len()));
        assert!(html.len() < 12_000 + pieces * 16_500, "{sizes:?}");
    }
}

#[test]
fn attributes_have_the_words_of_the_catalog_and_groups_those_of_the_table() {
    let audit = audited("imagerie", None);
    let words = words(&audit, Lang::Fr);
    let shown = shown(&audit, &words);
    let heads: Vec<&str> = shown
        .pieces
        .iter()
        .flat_map(|piece| &piece.sheet.tables)
        .flat_map(|table| &table.rows)
        .filter_map(|row| row.under.as_deref())
        .collect();
    assert!(
        heads.contains(&"sexe") && heads.contains(&"site de soin"),
        "{heads:?}"
    );
    let ids = audit
        .measures
        .iter()
        .filter_map(|own| own.predictions.as_ref());
    for id in ids
        .flat_map(|report| &report.strata)
        .flat_map(|own| own.by.keys())
    {
        assert!(!heads.contains(&id.as_str()), "{id}");
    }
}

#[test]
fn a_comparison_names_its_file_its_declared_date_and_what_more_cases_it_would_take() {
    let audit = audited("triage", None);
    let words = words(&audit, Lang::Fr);
    let said: Vec<_> = audit
        .findings
        .iter()
        .flat_map(|finding| of_finding(&audit, finding, &words))
        .collect();
    let gap = |truth: &str| {
        let own = said.iter().filter(|said| said.text.contains("écart"));
        own.filter(|said| said.truth == truth).collect::<Vec<_>>()
    };
    let (kept, open) = (gap("false"), gap("unknown"));
    assert_eq!((kept.len(), open.len()), (1, 1), "{said:#?}");
    assert!(kept[0].text.contains("langue") && kept[0].text.contains("0,05"));
    let more = "cas positifs de plus dans le plus petit des deux groupes";
    assert!(open[0].text.contains(more), "{}", open[0].text);
    let cited: Vec<_> = said.iter().filter_map(|said| said.cited.as_ref()).collect();
    assert!(!cited.is_empty());
    for cited in cited {
        assert!(cited.file.starts_with("pieces/"));
        assert_eq!(cited.date.as_deref(), Some("15\u{a0}décembre\u{a0}2025"));
    }
}

#[test]
fn a_group_is_called_the_one_served_worst_only_where_its_gap_is_established() {
    let mut told = 0;
    for name in EXAMPLES {
        let audit = audited(name, None);
        let words = words(&audit, Lang::Fr);
        for (measure, piece) in audit.measures.iter().zip(shown(&audit, &words).pieces) {
            let Some(report) = &measure.predictions else {
                continue;
            };
            let named = |group: &str| group.replace(CROSS, " × ");
            let apart = |group: &str, metric: &str| {
                report.gaps.iter().any(|gap| {
                    let own = named(gap.group.as_deref().unwrap_or_default()) == group
                        || named(&gap.reference) == group;
                    let (low, high) = (gap.difference.low, gap.difference.high);
                    let zero =
                        low.is_some_and(|low| low > 0.0) || high.is_some_and(|high| high < 0.0);
                    own && zero && words.get(&format!("measure.figure.{}", gap.metric)) == metric
                })
            };
            let worst = piece
                .sheet
                .tables
                .iter()
                .filter(|table| table.id == "worst");
            for row in worst.flat_map(|table| &table.rows) {
                told += 1;
                assert!(apart(&row.cells[0].text, &row.name), "{name}: {row:?}");
            }
        }
    }
    assert!(told > 0);
}
