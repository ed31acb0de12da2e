//! The vocabulary: sentences with `{slots}`, and what fills them. `fill` puts the two together.
//!
//! A sentence that is drawn twice reads differently each time, so that comparing two weeks is as
//! much work as in a real team's repository.

use super::random::Random;

/// What a sentence may speak of beside the general vocabulary.
pub struct Facts<'a> {
    pub key_result: &'a str,
    pub before: &'a str,
    pub after: &'a str,
    pub obstacle: &'a str,
}

impl Facts<'static> {
    pub const NONE: Self = Facts {
        key_result: "",
        before: "",
        after: "",
        obstacle: "",
    };
}

/// Appends `sentence` to `text`, each slot replaced by one of its words.
pub fn fill(text: &mut String, random: &mut Random, sentence: &str, facts: &Facts) {
    let mut rest = sentence;
    while let Some((plain, after)) = rest.split_once('{') {
        let (slot, tail) = after.split_once('}').expect("every slot is closed");
        text.push_str(plain);
        slot_word(text, random, slot, facts);
        rest = tail;
    }
    text.push_str(rest);
}

/// Appends `count` sentences of `choices`, each with a capital, a space between, none twice in a row.
pub fn sentences(
    text: &mut String,
    random: &mut Random,
    choices: &[&str],
    count: usize,
    facts: &Facts,
) {
    let first = random.below(choices.len());
    let step = 1 + random.below(choices.len() - 1);
    for index in 0..count {
        if index > 0 {
            text.push(' ');
        }
        let start = text.len();
        fill(
            text,
            random,
            choices[(first + index * step) % choices.len()],
            facts,
        );
        text[start..].get_mut(..1).map(str::make_ascii_uppercase);
    }
}

fn slot_word(text: &mut String, random: &mut Random, slot: &str, facts: &Facts) {
    let word = match slot {
        "key-result" => facts.key_result,
        "before" => facts.before,
        "after" => facts.after,
        "obstacle" => facts.obstacle,
        "system" => random.pick(SYSTEMS),
        "group" => random.pick(GROUPS),
        "part" => random.pick(PARTS),
        "act" => random.pick(ACTS),
        "cause" => random.pick(CAUSES),
        "time" => random.pick(TIMES),
        "number" => return text.push_str(&random.between(2, 48).to_string()),
        "commit" => return text.push_str(&format!("{:07x}", random.next() & 0xfff_ffff)),
        _ => unreachable!("no such slot: {slot}"),
    };
    text.push_str(word);
}

pub const COLOURS: &[&str] = &[
    "amber", "ashen", "azure", "black", "blue", "bronze", "brown", "cobalt", "copper", "coral",
    "cream", "crimson", "dusky", "ebony", "emerald", "fawn", "ginger", "golden", "green", "grey",
    "hazel", "indigo", "ivory", "jade", "khaki", "lemon", "lilac", "lime", "maroon", "mauve",
    "ochre", "olive", "opal", "pearl", "plum", "purple", "red", "rose", "ruby", "russet", "rusty",
    "saffron", "scarlet", "silver", "tawny", "teal", "umber", "violet", "white", "yellow",
];

pub const BIRDS: &[&str] = &[
    "avocet",
    "bittern",
    "blackbird",
    "bunting",
    "bustard",
    "buzzard",
    "chiffchaff",
    "coot",
    "cormorant",
    "crane",
    "crossbill",
    "curlew",
    "dipper",
    "dotterel",
    "dunlin",
    "dunnock",
    "eider",
    "falcon",
    "fieldfare",
    "finch",
    "gannet",
    "goldcrest",
    "goshawk",
    "grebe",
    "grouse",
    "harrier",
    "heron",
    "hoopoe",
    "kestrel",
    "kingfisher",
    "knot",
    "lapwing",
    "linnet",
    "magpie",
    "martin",
    "merlin",
    "nightjar",
    "nuthatch",
    "oriole",
    "osprey",
    "petrel",
    "pipit",
    "plover",
    "redstart",
    "sandpiper",
    "shrike",
    "siskin",
    "swift",
    "wagtail",
    "whimbrel",
];

/// An objective is one of these for one of the areas.
pub const AIMS: &[(&str, &str)] = &[
    ("faster", "Make {} feel instant"),
    ("calmer", "Run {} without night calls"),
    ("simpler", "Make {} simple enough to need no training"),
    ("cheaper", "Run {} at half the cost"),
    ("trusted", "Earn the customers' trust in {}"),
    ("open", "Open {} to partners"),
    ("measured", "Know how {} is really used"),
    ("modern", "Move {} off the old platform"),
    ("accessible", "Make {} usable for everyone"),
    ("resilient", "Keep {} running through every outage"),
    ("clearer", "Explain {} so well that nobody has to ask"),
    ("safer", "Make {} safe by default"),
    ("leaner", "Halve the work that {} causes by hand"),
    ("wider", "Bring {} to three more countries"),
    ("mobile", "Bring {} to the phone"),
    ("loved", "Make {} the reason why customers stay"),
    ("steady", "Ship {} every day without fear"),
    ("quieter", "Let {} raise only alarms that matter"),
    ("tested", "Trust the tests of {} more than our memory"),
    ("shared", "Let other teams build on {}"),
];

pub const AREAS: &[&str] = &[
    "checkout",
    "search",
    "billing",
    "onboarding",
    "sign-in",
    "reporting",
    "delivery",
    "returns",
    "catalogue",
    "messaging",
    "mobile-app",
    "warehouse",
    "pricing",
    "support",
    "identity",
    "payouts",
    "analytics",
    "alerts",
    "deployment",
    "storage",
    "planning",
    "invoicing",
    "recommendations",
    "subscriptions",
    "imports",
    "exports",
    "partner-portal",
    "data-lake",
    "hiring",
    "training",
    "documentation",
    "backups",
    "monitoring",
    "fraud-checks",
    "ledger",
    "scheduling",
];

const SYSTEMS: &[&str] = &[
    "the card vault",
    "the search index",
    "the order queue",
    "the session store",
    "the price service",
    "the mail gateway",
    "the image cache",
    "the event log",
    "the nightly batch",
    "the read replica",
    "the feature switch",
    "the address check",
    "the rate limiter",
    "the audit trail",
    "the stock feed",
    "the tax table",
    "the invoice printer",
    "the login page",
    "the staging cluster",
    "the release train",
    "the partner API",
    "the consent banner",
    "the translation memory",
    "the fraud model",
];

const GROUPS: &[&str] = &[
    "the platform team",
    "the data team",
    "customer support",
    "the design group",
    "the security reviewers",
    "the vendor",
    "the finance department",
    "the legal team",
    "the mobile team",
    "the pilot customer",
    "the sales engineers",
    "the on-call rota",
    "the warehouse in Tromsø",
    "the research group",
];

const PARTS: &[&str] = &[
    "the hot path",
    "the retry loop",
    "the first screen",
    "the settings page",
    "the slowest query",
    "the error handling",
    "the empty state",
    "the confirmation mail",
    "the load test",
    "the migration script",
    "the fallback",
    "the help text",
    "the dashboard",
    "the connection pool",
    "the schema check",
    "the roll-back plan",
    "the export job",
    "the keyboard navigation",
];

const ACTS: &[&str] = &[
    "rewrote",
    "measured",
    "split up",
    "moved",
    "reviewed",
    "simplified",
    "removed",
    "cached",
    "documented",
    "instrumented",
    "hardened",
    "replaced",
    "rolled out",
    "tested",
    "profiled",
    "paired on",
];

const CAUSES: &[&str] = &[
    "the test data was older than we thought",
    "we started the review too late",
    "the estimate left out the roll-out",
    "nobody owned the last step",
    "the contract ends only in spring",
    "two people were ill",
    "the quota is granted once a week",
    "the interface changed without notice",
    "we measured the wrong percentile at first",
    "the old clients still send the former format",
    "the answer from outside takes five working days",
    "the change freeze began earlier than planned",
];

const TIMES: &[&str] = &[
    "on Monday",
    "on Tuesday",
    "on Wednesday",
    "on Thursday",
    "since last week",
    "over two days",
    "in the retrospective",
    "before the demo",
    "during the on-call shift",
    "after the planning",
];
