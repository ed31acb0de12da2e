//! `okr git merge-driver`, which git runs where two branches have changed one file.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

use crate::cli::{Context, ExitStatus, Failure};
use crate::merge::{self, Names};
use crate::store::{self, At, CommitInfo, RepoPath, Store};
use crate::text::source::MAX_FILE;
use crate::text::visible::one_line;

/// Merge two edits of a check-in or objective, for git
///
/// By front matter key, key result, section, task and paragraph; what both sides changed in different ways
/// is marked with both sides, with who wrote each last and when, where git can tell. What cannot be read is
/// merged by lines, as git does it. Exit status 1 where a conflict is left.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr git merge-driver %O %A %B %P %X %Y     as merge.okr.driver in git's configuration")]
pub struct Args {
    /// The common ancestor's version
    base: PathBuf,
    /// Our version; the result is written here
    ours: PathBuf,
    /// Their version
    theirs: PathBuf,
    /// Where the file stands in the repository
    path: Option<String>,
    /// What our side is called
    our_name: Option<String>,
    /// What their side is called
    their_name: Option<String>,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let read = |path: &PathBuf| store::version_of_git(&context.below_directory(path));
    let (base, ours, theirs) = (read(&args.base)?, read(&args.ours)?, read(&args.theirs)?);
    let names = Names {
        ours: name(args.our_name.as_ref(), "ours"),
        theirs: name(args.their_name.as_ref(), "theirs"),
    };
    let sides = [base.as_slice(), &ours, &theirs];
    let (mut bytes, is_clean) = merged(sides, names);
    if !is_clean && let Some(path) = &args.path {
        let told = |name| with_author(name, path, context).unwrap_or_else(|| name.to_owned());
        let (ours, theirs) = (told(names.ours), told(names.theirs));
        let names = Names {
            ours: &ours,
            theirs: &theirs,
        };
        bytes = merged(sides, names).0;
    }
    store::write_merge(&context.below_directory(&args.ours), &bytes)?;
    Ok(ExitStatus::of_findings(!is_clean))
}

/// By meaning where the three can be read, else by lines. Where neither can be, or lines would put words
/// under another heading than their own, both sides stand whole between marks: nothing is lost, and
/// nothing becomes public that was not.
fn merged(sides: [&[u8]; 3], names: Names<'_>) -> (Vec<u8>, bool) {
    let texts = sides.map(text);
    let [Some(base), Some(ours), Some(theirs)] = texts else {
        return store::merged_lines(sides, [names.ours, names.theirs])
            .unwrap_or_else(|| (both_whole(sides, names), false));
    };
    if let Some(merged) = merge::merged(base, ours, theirs, names) {
        return (merged.text.into_bytes(), merged.conflicts == 0);
    }
    let by_lines = store::merged_lines(sides, [names.ours, names.theirs]);
    let is_readable = merge::are_readable([base, ours, theirs]);
    let is_safe = |(bytes, is_clean): &(Vec<u8>, bool)| {
        let text = std::str::from_utf8(bytes);
        !is_readable
            || (*is_clean && text.is_ok_and(|text| merge::keeps_places(base, ours, theirs, text)))
    };
    by_lines
        .filter(is_safe)
        .unwrap_or_else(|| (both_whole(sides, names), false))
}

/// What is larger than any file that is read is not read here either.
fn text(side: &[u8]) -> Option<&str> {
    let is_read = side.len() <= MAX_FILE;
    is_read.then(|| std::str::from_utf8(side).ok()).flatten()
}

fn both_whole([_, ours, theirs]: [&[u8]; 3], names: Names<'_>) -> Vec<u8> {
    let mut out = Vec::with_capacity(ours.len() + theirs.len() + 100);
    let line = |out: &mut Vec<u8>, bytes: &[u8]| {
        out.extend_from_slice(bytes);
        if !bytes.is_empty() && !bytes.ends_with(b"\n") {
            out.push(b'\n');
        }
    };
    line(&mut out, format!("<<<<<<< {}", names.ours).as_bytes());
    line(&mut out, ours);
    line(&mut out, b"=======");
    line(&mut out, theirs);
    line(&mut out, format!(">>>>>>> {}", names.theirs).as_bytes());
    out
}

/// One line of what git says; a marker has no more. A git before 2.44 hands its own `%X` over as it
/// stands.
fn name<'n>(given: Option<&'n String>, usual: &'n str) -> &'n str {
    let line = given.and_then(|given| given.lines().next()).map(str::trim);
    line.filter(|line| !matches!(*line, "" | "%X" | "%Y"))
        .unwrap_or(usual)
}

/// The side's name with who wrote its version of the file, and on which day; `None` where git cannot tell,
/// since the name begins with no revision.
fn with_author(name: &str, path: &str, context: &Context) -> Option<String> {
    let folder = Path::new(path).parent().unwrap_or(Path::new(""));
    let folder = context.directory().join(folder);
    let open = |revision: &str| Store::open(&folder, At::Revision(revision.to_owned())).ok();
    let store = open(name.split_whitespace().next()?)?;
    let below = RepoPath::new(path.strip_prefix(store.prefix())?);
    let past = store.pasts(&[below]).ok()?.pop()?;
    let commit: CommitInfo = open(&past.versions.last()?.commit)?.commit()?;
    let author: String = one_line(&commit.author_name).chars().take(60).collect();
    let time = Timestamp::from_second(commit.seconds).ok()?;
    let offset = Offset::from_seconds(commit.offset_minutes * 60).ok()?;
    let day = time.to_zoned(TimeZone::fixed(offset)).date();
    Some(format!("{name} ({author}, {day})"))
}
