//! The line that is told of a row: the one that an editor shows, whatever ends the lines and stands between rows.

use garant_measure::predictions::{Flag, Reading, Spec, read};
use garant_measure::problem::Problem;
use garant_measure::table::Format;

use crate::harness::{faults, table};

fn decided(text: &str) -> Result<Reading, Problem> {
    let spec = Spec {
        score: None,
        flag: Flag::Column("flag".to_owned()),
        ..Spec::new("label", "", 0.5)
    };
    read(&spec, table(text, &Format::default())?, &mut |_| ())
}

/// The lines of the rows at fault: those whose label is 2.
fn told(text: &str) -> Vec<u64> {
    let problem = decided(text).unwrap_err();
    faults(&problem).into_iter().map(|(row, _)| row).collect()
}

const ENDS: [&str; 2] = ["\n", "\r\n"];

#[test]
fn rows_follow_each_other() {
    for end in ENDS {
        let lines = ["label,flag", "1,1", "2,0", "0,0", "2,1", "2,1"].join(end);
        assert_eq!(told(&lines), [3, 5, 6], "{end:?}");
        assert_eq!(told(&(lines + end)), [3, 5, 6], "{end:?}");
    }
    // Ends of both kinds in one file.
    assert_eq!(told("label,flag\r\n2,1\n2,1\r\n1,1\n2,1"), [2, 3, 5]);
    assert_eq!(told("label,flag\n2,1\r\n2,1\n1,1\r\n2,1\r\n"), [2, 3, 5]);
}

#[test]
fn empty_lines_count_and_are_no_rows() {
    for end in ENDS {
        let lines = ["", "label,flag", "", "2,1", "", "", "1,1", "2,1", "", "2,0"].join(end);
        assert_eq!(told(&lines), [4, 8, 10], "{end:?}");
        assert_eq!(told(&(lines + end)), [4, 8, 10], "{end:?}");
    }
    // However many they are, a row after them spans one line.
    let far = format!("label,flag\n{}1,1\n", "\n".repeat(200));
    assert_eq!(decided(&far).unwrap().spanning, 0);
}

#[test]
fn a_row_of_several_lines_is_told_by_its_first() {
    for end in ENDS {
        let note = format!("\"a{end}{end}b\"");
        let lines = [
            "label,flag,note",
            &format!("2,1,{note}"),
            "2,0,c",
            &format!("1,0,{note}"),
            "",
            &format!("2,1,{note}"),
        ]
        .join(end);
        // 2 to 4, 5, 6 to 8, an empty one, 10 to 12.
        assert_eq!(told(&lines), [2, 5, 10], "{end:?}");
        assert_eq!(told(&(lines + end)), [2, 5, 10], "{end:?}");
        let sound = ["label,flag,note", &format!("1,1,{note}"), "0,0,c"].join(end);
        assert_eq!(decided(&sound).unwrap().spanning, 1, "{end:?}");
    }
}

#[test]
fn far_into_a_file_the_lines_are_still_right() {
    // Rows of other lengths, so that blocks end before, within and after line ends.
    for end in ENDS {
        for pad in 0..8 {
            let mut text = format!("label,flag,note{end}");
            let mut wanted = Vec::new();
            for line in 2..30_000_u64 {
                let label = if line % 7_001 == 0 {
                    wanted.push(line);
                    2
                } else {
                    line % 2
                };
                let note = "x".repeat(pad + usize::try_from(line % 3).unwrap());
                text += &format!("{label},1,{note}{end}");
            }
            assert_eq!(told(&text), wanted, "{end:?} {pad}");
        }
    }
}
