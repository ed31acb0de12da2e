//! The table that is printed, a line as soon as it is known, and the growth from size to size.

use std::time::Duration;

use super::{Figures, Outcome};

/// From 10,400 to 104,000 check-ins a job may take at most this many times as long.
const GROWTH_GOAL: f64 = 10.5;

pub fn print_head(runs: usize) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    println!("Medians of {runs} runs or more, in turns with the limit; {threads} threads.");
    println!(
        "{:<7} {:<18} {:>10} {:>10} {:>7} {:>6} {:>9} {:>10} {:>9}",
        "size", "job", "okr ms", "limit ms", "ratio", "goal", "cpu ms", "okr MiB", "limit MiB"
    );
}

pub fn print(outcome: &Outcome) {
    let Outcome {
        corpus,
        job,
        goal,
        memory_goal,
        figures,
    } = outcome;
    let figures = match figures {
        Ok(figures) => figures,
        Err(reason) => return println!("{corpus:<7} {job:<18} {reason}"),
    };
    let Figures {
        okr,
        limit,
        processor,
        instead,
        memory,
        limit_memory,
        remark,
    } = figures;
    let ratio = okr.as_secs_f64() / limit.as_secs_f64();
    let processor = processor.map_or(String::new(), |it| format!("{it:.1}"));
    println!(
        "{corpus:<7} {job:<18} {:>10} {:>10} {ratio:>7.1} {:>6} {processor:>9} {:>10} {:>9}",
        milliseconds(*okr),
        milliseconds(*limit),
        format!("≤ {goal}"),
        mebibytes(*memory),
        mebibytes(*limit_memory),
    );
    if let Some((name, time)) = instead {
        let ratio = time.as_secs_f64() / limit.as_secs_f64();
        println!(
            "{:<7} {:<18} {:>10} {:>18.1}   {name}",
            "",
            "  instead",
            milliseconds(*time),
            ratio
        );
    }
    if let Some((goal, memory)) = memory_goal
        .zip(*memory)
        .filter(|(goal, is)| *is > goal * 1_024)
    {
        println!(
            "{:<7}   more memory than {goal} MiB: {}",
            "",
            mebibytes(Some(memory))
        );
    }
    if let Some(remark) = remark {
        println!("{:<7}   {remark}", "");
    }
}

pub fn print_growth(outcomes: &[Outcome]) {
    let time = |corpus: &str, job: &str| {
        let outcome = outcomes
            .iter()
            .find(|it| it.corpus == corpus && it.job == job)?;
        outcome
            .figures
            .as_ref()
            .ok()
            .map(|figures| figures.okr.as_secs_f64())
    };
    for job in ["check", "status", "report"] {
        if let (Some(medium), Some(large)) = (time("medium", job), time("large", job)) {
            let growth = large / medium;
            println!("growth  {job:<18} medium to large: × {growth:.1}   ≤ {GROWTH_GOAL}");
        }
    }
}

fn milliseconds(time: Duration) -> String {
    let milliseconds = time.as_secs_f64() * 1e3;
    let decimals = if milliseconds < 100.0 { 2 } else { 0 };
    format!("{milliseconds:.decimals$}")
}

fn mebibytes(kibibytes: Option<u64>) -> String {
    kibibytes.map_or(String::new(), |it| format!("{:.1}", it as f64 / 1_024.0))
}
