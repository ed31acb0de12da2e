//! One key result of the generated team: its definition as front matter, and how its value goes.

use std::fmt::Write;

use super::random::Random;

/// A key result of one cycle.
pub struct KeyResult {
    pub id: String,
    pub title: String,
    /// Index into the team's people.
    pub owner: usize,
    pub kind: Kind,
    pub weight: Option<&'static str>,
}

/// The four kinds; every number is a count of the last decimal place (`3.10` with two is 310).
pub enum Kind {
    Target {
        unit: &'static str,
        start: i64,
        target: i64,
        decimals: u32,
        change: Option<Change>,
    },
    Keep {
        unit: &'static str,
        bound: &'static str,
        limit: i64,
        decimals: u32,
    },
    Milestones(&'static [&'static str]),
    Done,
}

/// An agreed change of the target, from this week of the cycle on (0 is its first).
#[derive(Clone, Copy)]
pub struct Change {
    pub week: usize,
    pub target: i64,
}

/// Id, title, unit, start, target, decimals.
const TARGETS: &[(&str, &str, &str, i64, i64, u32)] = &[
    (
        "p95-latency",
        "The 95th percentile of the latency falls",
        "ms",
        480,
        150,
        0,
    ),
    (
        "conversion",
        "More visitors finish what they began",
        "%",
        210,
        340,
        2,
    ),
    (
        "active-teams",
        "Teams that use it every week",
        "teams",
        40,
        120,
        0,
    ),
    (
        "support-tickets",
        "Fewer tickets in a week",
        "tickets",
        85,
        30,
        0,
    ),
    (
        "build-time",
        "A change is built in less time",
        "min",
        380,
        120,
        1,
    ),
    (
        "coverage",
        "Branches that the tests reach",
        "%",
        410,
        700,
        1,
    ),
    (
        "crash-rate",
        "Fewer sessions end in a crash",
        "%",
        190,
        40,
        2,
    ),
    ("revenue", "Revenue of the quarter", "kEUR", 1200, 1800, 1),
    (
        "time-to-value",
        "From signing up to the first result",
        "days",
        140,
        50,
        1,
    ),
    (
        "reply-time",
        "Customers wait less for an answer",
        "h",
        90,
        25,
        1,
    ),
    (
        "recommend-score",
        "Customers who would recommend it",
        "points",
        21,
        40,
        0,
    ),
    (
        "cost-per-order",
        "An order costs us less",
        "EUR",
        182,
        95,
        2,
    ),
];

/// Id, title, unit, bound, limit, decimals.
const KEEPS: &[(&str, &str, &str, &str, i64, u32)] = &[
    (
        "error-rate",
        "The error rate stays low",
        "%",
        "at-most",
        10,
        2,
    ),
    (
        "uptime",
        "It is there when it is needed",
        "%",
        "at-least",
        9990,
        2,
    ),
    (
        "night-calls",
        "Nobody is called at night",
        "calls",
        "at-most",
        2,
        0,
    ),
];

const MILESTONES: &[(&str, &str, &[&str])] = &[
    (
        "launch",
        "Bring it to all customers",
        &[
            "design reviewed",
            "beta with ten shops",
            "open to a tenth",
            "launched",
        ],
    ),
    (
        "migration",
        "Leave the old platform",
        &[
            "inventory written",
            "first service moved",
            "all services moved",
            "old platform off",
        ],
    ),
    (
        "partners",
        "Win the first partners",
        &["terms agreed", "first partner live", "three live"],
    ),
];

const DONES: &[(&str, &str)] = &[
    ("help-page", "Publish the help page"),
    ("audit", "Pass the outside audit"),
    ("successor", "Hand over to a successor"),
];

impl KeyResult {
    /// One that no other of the same objective is called like, as `taken` tells.
    pub fn new(random: &mut Random, owner: usize, taken: &[KeyResult]) -> Self {
        loop {
            let (id, title, kind) = definition(random);
            if taken.iter().all(|other| other.id != id) {
                let weight = random.chance(20).then_some("0.5");
                return Self {
                    id: id.into(),
                    title: title.into(),
                    owner,
                    kind,
                    weight,
                };
            }
        }
    }

    /// Where the value stands when `progress` (0 at the start, 1 at the target) is made.
    /// `noise` is from 0 to 1.
    pub fn value(&self, progress: f64, noise: f64) -> i64 {
        match self.kind {
            Kind::Target { start, target, .. } => {
                start + ((target - start) as f64 * progress).round() as i64
            }
            Kind::Keep { bound, limit, .. } => {
                let good = if bound == "at-most" { -1.0 } else { 1.0 };
                let room = if bound == "at-most" {
                    limit as f64
                } else {
                    10.0
                };
                // One reading in ten is on the wrong side.
                limit + (good * room * 0.8 * (noise - 0.1)).round() as i64
            }
            Kind::Milestones(names) => {
                (progress.clamp(0.0, 1.0) * names.len() as f64).floor() as i64
            }
            Kind::Done => i64::from(progress >= 0.97),
        }
    }

    /// The value as a check-in's front matter and its prose write it.
    pub fn written(&self, value: i64) -> String {
        match self.kind {
            Kind::Target { decimals, .. } | Kind::Keep { decimals, .. } => decimal(value, decimals),
            Kind::Milestones(_) => value.to_string(),
            Kind::Done => (value == 1).to_string(),
        }
    }

    /// Its entry in the objective's front matter, as it is in this week of the cycle.
    pub fn front_matter(&self, week: usize, owner: Option<&str>, text: &mut String) {
        let _ = writeln!(text, "  {}:\n    title: {}", self.id, self.title);
        if let Some(owner) = owner {
            let _ = writeln!(text, "    owner: {owner}");
        }
        match &self.kind {
            Kind::Target {
                unit,
                start,
                target,
                decimals,
                change,
            } => {
                let target = change
                    .filter(|it| week >= it.week)
                    .map_or(*target, |it| it.target);
                let (start, target) = (decimal(*start, *decimals), decimal(target, *decimals));
                let _ = writeln!(text, "    unit: {}", quoted(unit));
                let _ = writeln!(text, "    start: {start}\n    target: {target}");
            }
            Kind::Keep {
                unit,
                bound,
                limit,
                decimals,
            } => {
                let _ = writeln!(text, "    unit: {}", quoted(unit));
                let _ = writeln!(
                    text,
                    "    keep: {{ {bound}: {} }}",
                    decimal(*limit, *decimals)
                );
            }
            Kind::Milestones(names) => {
                let _ = writeln!(text, "    milestones: [{}]", names.join(", "));
            }
            Kind::Done => text.push_str("    done: true\n"),
        }
        if let Some(weight) = self.weight {
            let _ = writeln!(text, "    weight: {weight}");
        }
    }
}

fn definition(random: &mut Random) -> (&'static str, &'static str, Kind) {
    match random.below(10) {
        0..6 => {
            let (id, title, unit, start, target, decimals) = TARGETS[random.below(TARGETS.len())];
            // No two teams start at the same figure.
            let start = start + start * random.between(-20, 20) / 100;
            (
                id,
                title,
                Kind::Target {
                    unit,
                    start,
                    target,
                    decimals,
                    change: None,
                },
            )
        }
        6..8 => {
            let (id, title, unit, bound, limit, decimals) = KEEPS[random.below(KEEPS.len())];
            (
                id,
                title,
                Kind::Keep {
                    unit,
                    bound,
                    limit,
                    decimals,
                },
            )
        }
        8 => {
            let (id, title, names) = MILESTONES[random.below(MILESTONES.len())];
            (id, title, Kind::Milestones(names))
        }
        _ => {
            let (id, title) = DONES[random.below(DONES.len())];
            (id, title, Kind::Done)
        }
    }
}

/// `decimal(-310, 2)` is `-3.10`.
pub fn decimal(value: i64, decimals: u32) -> String {
    if decimals == 0 {
        return value.to_string();
    }
    let one = 10u64.pow(decimals);
    let sign = if value < 0 { "-" } else { "" };
    let (whole, part) = (value.unsigned_abs() / one, value.unsigned_abs() % one);
    format!("{sign}{whole}.{part:0width$}", width = decimals as usize)
}

fn quoted(unit: &str) -> String {
    if unit == "%" {
        "\"%\"".into()
    } else {
        unit.into()
    }
}
