//! The sections of one check-in as they are compared: passages cut into sentences, and the places of
//! obstacles and tasks between them.

use rustc_hash::FxHashMap;

use crate::model::{
    Answer, CheckIn, KeyResultRef, Obstacle, Part, Section, SectionKind, Task, Team,
};
use crate::text::markdown::{Passage, PassageKind, passages};
use crate::text::prose::{Sentence, sentences};
use crate::text::{Span, fold};

/// One section.
pub(super) struct Content {
    /// The team's id, else the folded heading: by it a section is the same in both check-ins.
    pub(super) key: String,
    pub(super) id: Option<String>,
    pub(super) kind: Option<SectionKind>,
    pub(super) heading: String,
    pub(super) stretches: Vec<Stretch>,
}

/// The beginning of a section, or one of its parts.
pub(super) struct Stretch {
    pub(super) key: StretchKey,
    /// The part's heading; empty at the beginning and of an obstacle.
    pub(super) heading: String,
    pub(super) entries: Vec<Entry>,
}

/// By what a stretch is the same in both check-ins of a section.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum StretchKey {
    /// The section's beginning.
    Beginning,
    /// The part about a key result.
    KeyResult(KeyResultRef),
    /// The part about an obstacle, by its place among the changes.
    Obstacle(usize),
    /// Any other part, by its folded heading.
    Heading(String),
}

/// What stands in a stretch.
pub(super) enum Entry {
    /// An obstacle, by its place among the changes.
    Obstacle(usize),
    /// A task, by its place among the changes.
    Task(usize),
    /// Words.
    Block(PassageKind, Vec<Sentence>),
}

/// Where the obstacles and tasks of one check-in stand among the changes.
#[derive(Clone, Copy)]
pub(super) struct Index<'a> {
    pub(super) obstacles: &'a [usize],
    pub(super) tasks: &'a [usize],
}

/// What stands in no section, then the sections that are not private, in the order of the file; those of
/// one heading, and parts of one heading in a section, as one.
pub(super) fn contents(check_in: &CheckIn, index: Index, team: &Team) -> Vec<Content> {
    let public = check_in.sections.iter().filter(|section| !section.private);
    let sections = public.map(|section| content(section, check_in, index, team));
    let sections = outside(check_in).into_iter().chain(sections);
    let by_key = |content: &Content| content.key.clone();
    let mut merged = merged(sections, by_key, |content, other| {
        content.stretches.extend(other.stretches);
    });
    for content in &mut merged {
        let stretches = std::mem::take(&mut content.stretches).into_iter();
        let by_key = |stretch: &Stretch| stretch.key.clone();
        content.stretches = self::merged(stretches, by_key, |stretch, other| {
            stretch.entries.extend(other.entries);
        });
    }
    merged
}

/// The words that stand in no section: above the first one, or below a heading of a higher level. Such
/// headings are no words: the file's title names its week.
fn outside(check_in: &CheckIn) -> Option<Content> {
    let mut entries = Vec::new();
    let mut start = check_in.front_matter.end;
    let ends = check_in.sections.iter().map(|section| {
        let Section { heading, body, .. } = section;
        (heading.span.start, body.end)
    });
    for (end, next) in ends.chain([(check_in.text.len(), check_in.text.len())]) {
        let gap = Span::new(start.min(end), end);
        start = next;
        let text = gap.of(&check_in.text);
        let is_bare = |line: &str| matches!(line.trim(), "" | "---") || line.starts_with('#');
        if text.lines().all(is_bare) {
            continue;
        }
        let words = passages(text, gap.start).into_iter();
        let words = words.filter(|passage| passage.kind != PassageKind::Heading);
        entries.extend(words.map(|passage| Entry::Block(passage.kind, sentences(&passage))));
    }
    (!entries.is_empty()).then(|| Content {
        key: String::from("\0"),
        id: None,
        kind: None,
        heading: String::new(),
        stretches: vec![Stretch {
            key: StretchKey::Beginning,
            heading: String::new(),
            entries,
        }],
    })
}

/// The entries, those of one key put into the first.
fn merged<T, K: std::hash::Hash + Eq>(
    entries: impl Iterator<Item = T>,
    key: impl Fn(&T) -> K,
    put: impl Fn(&mut T, T),
) -> Vec<T> {
    let mut result: Vec<T> = Vec::new();
    let mut places: FxHashMap<K, usize> = FxHashMap::default();
    for entry in entries {
        match places.entry(key(&entry)) {
            std::collections::hash_map::Entry::Occupied(place) => {
                put(&mut result[*place.get()], entry);
            }
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(result.len());
                result.push(entry);
            }
        }
    }
    result
}

fn content(section: &Section, check_in: &CheckIn, index: Index, team: &Team) -> Content {
    let Section {
        id,
        kind,
        heading,
        misspelt: _,
        body,
        answer,
        private: _,
        parts,
    } = section;
    let mut stretches = vec![Stretch {
        key: StretchKey::Beginning,
        heading: String::new(),
        entries: Vec::new(),
    }];
    stretches.extend(parts.iter().map(|part| stretch(part, check_in, index)));
    if *answer == Answer::Text {
        for passage in passages(body.of(&check_in.text), body.start) {
            // A part owns what stands behind its heading.
            let at = parts.partition_point(|part| part.heading.span.start <= passage.span.start);
            let part = at.checked_sub(1).map(|at| &parts[at]);
            let is_heading = part.is_some_and(|part| {
                passage.kind == PassageKind::Heading && passage.span.contains(part.heading.span)
            });
            let at_heading = parts
                .get(at)
                .is_some_and(|next| passage.span.contains(next.heading.span));
            if !is_heading && !at_heading && part.is_none_or(|part| part.answer == Answer::Text) {
                let entry = entry(&passage, part, check_in, index, team);
                stretches[at].entries.extend(entry);
            }
        }
    }
    Content {
        key: id.clone().unwrap_or_else(|| fold::heading(&heading.value)),
        id: id.clone(),
        kind: *kind,
        heading: heading.value.clone(),
        stretches,
    }
}

fn stretch(part: &Part, check_in: &CheckIn, index: Index) -> Stretch {
    let Part {
        heading,
        key_result,
        body: _,
        answer: _,
        private: _,
    } = part;
    let (key, entries) = if let Some(at) = obstacle_at(part, check_in) {
        let at = index.obstacles[at];
        (StretchKey::Obstacle(at), vec![Entry::Obstacle(at)])
    } else if let Some(reference) = key_result {
        (StretchKey::KeyResult(reference.clone()), Vec::new())
    } else {
        (
            StretchKey::Heading(fold::heading(&heading.value)),
            Vec::new(),
        )
    };
    let heading = match key {
        StretchKey::Obstacle(_) => String::new(),
        _ => heading.value.clone(),
    };
    Stretch {
        key,
        heading,
        entries,
    }
}

fn obstacle_at(part: &Part, check_in: &CheckIn) -> Option<usize> {
    let is_before = |obstacle: &Obstacle| obstacle.title.span.start < part.heading.span.start;
    let at = check_in.obstacles.partition_point(is_before);
    let found = check_in.obstacles.get(at)?;
    (found.title.span == part.heading.span).then_some(at)
}

/// A passage as it is compared: a task, or words; `None` where it is a labelled item of an obstacle.
fn entry(
    passage: &Passage,
    part: Option<&Part>,
    check_in: &CheckIn,
    index: Index,
    team: &Team,
) -> Option<Entry> {
    let is_before = |task: &Task| task.state_span.start < passage.span.start;
    let task = check_in.tasks.partition_point(is_before);
    if check_in
        .tasks
        .get(task)
        .is_some_and(|task| passage.span.contains(task.state_span))
    {
        return Some(Entry::Task(index.tasks[task]));
    }
    let obstacle = part
        .and_then(|part| obstacle_at(part, check_in))
        .map(|at| &check_in.obstacles[at]);
    let is_item = matches!(passage.kind, PassageKind::Item { .. });
    if is_item && obstacle.is_some_and(|obstacle| is_labelled(passage, obstacle, team)) {
        return None;
    }
    // A task that nobody has written yet.
    if is_item && matches!(passage.text.trim(), "[ ]" | "[]" | "") {
        return None;
    }
    Some(Entry::Block(passage.kind, sentences(passage)))
}

/// Whether an item says what the obstacle slows, its causes, or how it ends.
fn is_labelled(passage: &Passage, obstacle: &Obstacle, team: &Team) -> bool {
    let holds = |span: &Span| passage.span.contains(*span);
    let said = [
        &obstacle.own_cause,
        &obstacle.outside_cause,
        &obstacle.resolved,
        &obstacle.no_way_round,
    ];
    if obstacle.slows.iter().any(|slowed| holds(&slowed.span))
        || said.into_iter().flatten().any(|said| holds(&said.span))
    {
        return true;
    }
    let Some((label, _)) = passage.text.split_once(':') else {
        return false;
    };
    let label = fold::folded(label);
    let labels = team.section(SectionKind::Obstacles).map(|section| {
        let labels = &section.labels;
        [
            &labels.slows,
            &labels.own_cause,
            &labels.outside_cause,
            &labels.resolved,
            &labels.no_way_round,
        ]
    });
    labels
        .into_iter()
        .flatten()
        .any(|known| fold::folded(known) == label)
}
