//! English; what each word is for is said in [`super`].

use super::{
    ChangeWords, DraftWords, InterviewWords, LabelWords, RetrospectWords, SectionWords, Wording,
};
use crate::model::SectionKind;

pub(super) const WORDING: Wording = Wording {
    sections: SECTIONS,
    labels: LabelWords {
        slows: &["Slows"],
        own_cause: &["Own cause", "Subjective cause"],
        outside_cause: &["Outside cause", "Objective cause"],
        resolved: &["Resolved"],
        no_way_round: &["No way round"],
    },
    none: &["None"],
    placeholders: &["TODO", "TBD", "…", "...", "-", "?"],
    due: &["due"],
    vague: VAGUE,
    confidence: [
        &["very good", "verygood", "blue", "😀", "🙂"],
        &["good", "orange", "ok", "okay", "😐"],
        &[
            "not ok", "notok", "not okay", "not good", "red", "bad", "🙁", "☹", "😟",
        ],
    ],
    decimal: '.',
    yes: &["true", "yes", "1", "done"],
    no: &["false", "no", "0"],
    draft: DRAFT,
    interview: INTERVIEW,
    change: ChangeWords {
        from: "from {{from}}",
        to: "to {{to}}",
        fields: [
            "target", "start", "title", "unit", "weight", "owner", "add", "remove",
        ],
        because: ["too easy", "too hard", "unnecessary", "outside cause"],
    },
    retrospect: RETROSPECT,
};

const fn section(kind: SectionKind, heading: &'static str, prompt: &'static str) -> SectionWords {
    SectionWords {
        kind,
        heading,
        aliases: &[],
        prompt,
    }
}

const SECTIONS: [SectionWords; 11] = [
    section(
        SectionKind::Progress,
        "Progress",
        "What moved since the last check-in, by key result? Name the evidence: commits, links, figures.",
    ),
    section(
        SectionKind::Behind,
        "Behind schedule",
        "What is going on, and what is late or will be? \"None.\" is an answer.",
    ),
    section(
        SectionKind::Obstacles,
        "Obstacles",
        "What stands in the way of which key result? One heading each, with what it slows, the own cause \
         (ours to change) and the outside cause (beyond our control). \"None.\" is an answer.",
    ),
    section(
        SectionKind::Plan,
        "Plan",
        "Which plan and actions overcome it: who, what, by when? - [ ] task (@owner, due 2026-01-31)",
    ),
    section(
        SectionKind::Confidence,
        "Confidence",
        "How confident are you, and why, by key result? Needed where it is not OK or fell.",
    ),
    section(
        SectionKind::OkrChanges,
        "OKR changes",
        "Which objectives should be fixed, added or removed, and which key results edited or added? \
         \"None.\" is an answer.",
    ),
    section(
        SectionKind::Feedback,
        "Feedback",
        "For the manager, by key result: what went well, and what to improve? Private to the two of you.",
    ),
    section(
        SectionKind::Recognition,
        "Recognition",
        "For the manager: which real effort deserves to be seen? This is public.",
    ),
    section(
        SectionKind::FollowUps,
        "Follow-ups",
        "What did you both agree to do? - [ ] task (@owner, due 2026-01-31). \"None.\" is an answer.",
    ),
    section(
        SectionKind::Asks,
        "Asks",
        "Optional: what do you need, and from whom? What should your manager know or change?",
    ),
    section(
        SectionKind::Reply,
        "Reply",
        "Optional: your answer to the feedback. Private to the two of you.",
    ),
];

const DRAFT: DraftWords = DraftWords {
    days: "Monday {{from}} to Sunday {{to}}. Comments like this one may stay.",
    returned: "{{week}} was returned{{reason}}",
    lacks: "It lacks:",
    complete: "This one must be complete to be ready.",
    left: "{{n}} open in {{week}} could not be copied as written; please look there.",
    commits: "Commits:",
    older_commits: "{{n}} earlier ones, and then",
    obstacle: "What is in the way",
    feedback: "What went well? What to improve?",
    slowed: "It slowed {{keys}}.",
    open_obstacle: "Open {{age}}.{{slowed}} Still so? Bring it up to date; if it is gone, add: - {{label}}: how",
    age_one: "since {{week}}, for 1 week",
    age: "since {{week}}, for {{n}} weeks",
    open_task: "open {{age}}",
    overdue: ", overdue",
    proposed: "Proposed in {{week}}, not agreed by both: {{change}}",
    or: "or",
    and: "and",
    last: "last: {{value}} ({{week}}), {{goal}}",
    start: "start {{start}}, {{goal}}",
    last_confidence: "{{words}}; last: {{last}}",
    target: "target {{target}}",
    at_least: "at least {{n}}",
    at_most: "at most {{n}}",
    keep: "keep {{bounds}}",
    milestones: "0 to {{n}}: {{names}}",
    done: ["yes", "no"],
    evidence: "Evidence",
};

const INTERVIEW: InterviewWords = InterviewWords {
    how: "an empty line skips a question, and ends a longer answer; leave when you like, nothing is lost",
    value: "{{title}}: where does it stand?{{last}}",
    last: "({{value}} in {{week}})",
    confidence: "{{title}}: how confident are you? (very-good, good or not-ok)",
    progress: "{{title}}: what was done for it, and what changed? Name commits, links, figures.",
    obstacle: "what stands in the way? Give it a name; \"None.\" is an answer.",
    plan: "what will you do about it? One action; \"None.\" is an answer where nothing stands in the way.",
    slows: "Which key results does it slow?",
    own_cause: "What of it is ours to change?",
    outside_cause: "What of it is beyond our control?",
    more_obstacles: "What else stands in the way?",
    due: "By when? (a day such as 2026-11-27)",
    more_tasks: "What else?",
};

const RETROSPECT: RetrospectWords = RetrospectWords {
    title: "{{cycle}} in retrospect",
    note: "A grade is the score of the last value, from 0 to 1; 'okr close' keeps it up to date. The own \
           grade is yours, from 0 to 1, with the reason: no number knows what was learnt on the way.",
    grade: "Grade",
    own_grade: "Own grade",
    why: "Why",
    none: "none",
    removed: "none (removed in {{week}})",
    of_value: "{{score}} ({{value}} in {{week}}; {{goal}})",
    no_value: "0.00 (no value; {{goal}})",
    reach: "from {{from}} to {{to}}",
    milestones: "{{n}} milestones, the last {{last}}",
    done: "done or not",
    questions: [
        ("What was good", "What worked, and should stay as it is?"),
        ("What was bad", "What did not work, and what did it cost?"),
        (
            "What to try",
            "What will you do in another way in the next cycle?",
        ),
    ],
};

const VAGUE: &str = "a about again ahead all almost already also always am an and any are as at bad be been being \
        better bit both busy but by change changes close come coming continue continued continues \
        continuing currently delay delayed delays do doing done due end everything expected far few \
        fine finish for forward from general generally getting go goes going good great had hard has \
        have here hope hopefully i improve improved improving in is issue issues it just keep last \
        later less little lot lots made make making minor more mostly moving my need needs new next \
        nice no normal not nothing now of ok okay on ongoing our plan planned planning problem \
        problems progress progressing pushing quite reasons schedule slow slowly smoothly so some \
        soon steady still stuff that the there things this time to track usual various very was we \
        week well with work worked working";
