//! The sentences of each section. The slots are those of `words::fill`.

pub const MOVED: &[&str] = &[
    "We {act} {part} of {system} ({commit}), which moved it from {before} to {after}.",
    "From {before} to {after}: {time} we {act} {part}, and {group} confirmed the figure.",
    "It now stands at {after} after {before}; {part} of {system} made most of the difference.",
    "{after}, up from a reading of {before}, measured over {number} runs against {system}.",
    "The week began at {before} and ended at {after}, mostly since we {act} {part} {time}.",
    "Now {after} (was {before}). The change in {commit} went to all users {time}.",
    "We reached {after} instead of {before}, with {number} of the planned changes to {system} done.",
    "After {before} last time it is {after} today; see `{commit}` for what we {act}.",
];

pub const BEGUN: &[&str] = &[
    "First reading: {after}, taken from {system} {time}.",
    "We start at {after}; {group} checked how it is counted.",
    "{after} at the beginning. Until now nobody had measured {part}.",
];

pub const STILL: &[&str] = &[
    "Unchanged at {after}, as most of the week went into {part} of {system}.",
    "Still {after}: the work of this week on {system} shows only once {group} has switched over.",
    "No move from {after}. We {act} {part} {time}, and the effect is expected in the next days.",
    "It stays at {after} while {group} looks at {part}; the change itself is ready in {commit}.",
];

pub const DETAILS: &[&str] = &[
    "{time} we {act} {part} together with {group}, and {number} of the open questions are answered.",
    "Of {number} cases that we looked at, most went through {system} and not through {part}.",
    "The surprise was {system}: {cause}, and so we {act} it first.",
    "What is left is {part}, which {group} has promised to look at.",
    "A second measurement with {number} samples gives the same picture, so we trust it.",
    "The notes of the session with {group} are in the [team's log](https://example.com/log/{commit}).",
    "We {act} {part} as an experiment behind *a switch*, and kept it since nothing broke.",
    "It took longer than thought, since {cause}.",
    "Next is {system}, where {number} calls a second still take the old way.",
    "Nothing of this needed a change of {part} – that was the point of doing it in this order.",
    "{group} asked for the numbers, and we now send them every {number} hours.",
    "The **roll-back** was tried twice {time}; it takes {number} seconds.",
];

pub const ITEMS: &[&str] = &[
    "{act} {part} of {system} ({commit})",
    "went through {number} reports with {group}",
    "agreed with {group} who looks after {part}",
    "turned `{commit}` on for {number} % of the traffic",
    "closed {number} old tickets about {system}",
];

pub const BEHIND: &[&str] = &[
    "The work on {part} slips by one week, since {cause}.",
    "We wanted to have {system} moved by now; {part} is still open.",
    "The review by {group} did not happen {time}, and {part} waits for it.",
    "{part} is about {number} hours behind what we planned: {cause}.",
    "The hand-over to {group} will be late by some days, which does not endanger the date.",
];

pub const OWN_CAUSES: &[&str] = &[
    "we asked {group} only after {part} was done.",
    "we underestimated {part}, and {cause}.",
    "we did not try {system} with real data before {part} was built.",
    "the knowledge of {system} sits with one of us, and {cause}.",
    "we changed the order twice and told {group} late.",
];

pub const OUTSIDE_CAUSES: &[&str] = &[
    "{group} answers within {number} working days, and {cause}.",
    "{system} is not ours, and its next release is due in some weeks.",
    "the regulation asks for a check by {group} first.",
    "{cause}, which {group} cannot change before the next quarter.",
    "{system} was down for {number} hours {time}.",
];

/// Each starts in a way of its own, so that two obstacles of a person are not mistaken for one.
pub const OBSTACLES: &[&str] = &[
    "Quota of {system} for {number} tests",
    "Missing data behind {part}",
    "Slow answers from {group}",
    "Unclear ownership of {system}",
    "Flaky runs of {part}, {number} a day",
    "Old clients of {system}",
    "Waiting for {group} to approve {part}",
    "Too few testers for {part}",
    "Noise in the figures of {system}",
    "No way to try {part} in staging",
];

pub const RESOLVED: &[&str] = &[
    "{group} gave us what we needed {time}.",
    "we {act} {part}, so that it no longer matters.",
    "{system} is back, and {number} runs went through.",
    "we found a way around it through {system}.",
];

pub const OBSTACLE_TASKS: &[&str] = &[
    "Ask {group} for help with {obstacle}, for {key-result}",
    "Clear the way for {key-result}: settle {part} with {group}",
    "Try {system} without {part} until {obstacle} is gone, for {key-result}",
    "Write down for {group} what {key-result} needs from {system}",
];

pub const TASKS: &[&str] = &[
    "Run {part} against {system} with {number} users",
    "Show {group} the figures of {system}",
    "Bring {part} of {system} to all users",
    "Review what {group} wrote about {part}",
    "Remove the old way through {system}",
    "Measure {part} again over {number} days",
    "Agree with {group} on a date for {system}",
    "Put an alarm on {system} at {number} errors an hour",
    "Write the page on {part} for {group}",
    "Repeat the trial of {part} with {number} customers",
];

pub const FOLLOW_UPS: &[&str] = &[
    "Introduce the person to {group}",
    "Ask {group} for a place in the trial of {system}",
    "Free two days for {part}",
    "Bring the question about {system} to the next planning",
    "Share the lesson about {part} with {group}",
    "Find a second reviewer for {system}",
];

pub const DROPPED: &[&str] = &[
    "dropped, since {system} does it by itself now",
    "dropped: {group} decided otherwise",
    "no longer needed after we {act} {part}",
];

pub const WORRIES: &[&str] = &[
    "{part} is not proven yet, and {cause}.",
    "{number} of the cases in {system} are still unexplained.",
    "it depends on {group}, and {cause}.",
    "the last step through {system} is the one that we know least.",
];

pub const CALM: &[&str] = &[
    "No doubt about the date as long as {group} keeps the pace.",
    "The remaining work on {part} is known and small.",
    "We have a margin of some days, even if {cause} once more.",
];

pub const PRAISE: &[&str] = &[
    "You {act} {part} before anybody asked, and it shows.",
    "I like that the number comes with its samples; it made the talk with {group} short.",
    "The order of the work was right: first {system}, then {part}.",
    "That you told {group} early saved us {number} hours.",
];

pub const ADVICE: &[&str] = &[
    "Next time bring {group} in before {part} is built.",
    "I would look at {system} first, since {cause}.",
    "Say earlier when {part} slips; {number} days are easier to mend than a quarter.",
    "What would have to be true for {system} to be done in half the time?",
    "Keep the experiment small, and write down what would end it.",
];

pub const RECOGNITION: &[&str] = &[
    "The way the outage of {system} was handled {time} was exemplary: calm, written down, shared.",
    "{group} wrote to me to say thanks for {part}.",
    "{number} people used what was built for {system} in its first days. That is real work.",
    "The new colleague was at home in {system} after a day, thanks to the time taken {time}.",
];

pub const ASKS: &[&str] = &[
    "A decision on {system} before the next planning.",
    "Two hours with somebody of {group} about {part}.",
    "More notice when the plan for {system} changes; I read it in a chat.",
];

pub const REPLIES: &[&str] = &[
    "Agreed about {part}. I see {system} differently: {cause}.",
    "Thank you. I will bring {group} in {time}.",
];

pub const WHY: &[&str] = &[
    "Customers tell us every week that {part} costs them time, and {group} hears it first.",
    "We have lived with {system} as it is for {number} months; the cost of it shows in {part}.",
    "It is not a rewrite of {system}. What {group} relies on stays as it is.",
    "Whoever looks at {part} for the first time should know what to do without asking {group}.",
    "We will know that it worked when nobody has to explain {system} any more.",
];
