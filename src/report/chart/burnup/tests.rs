use super::*;
use crate::report::chart::label::{Anchor, Area, Spot};
use proptest::prelude::*;

fn falling() -> BurnUp<'static> {
    let values = [13.5, 13.0, 12.5, 12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0];
    BurnUp {
        id: "first-payment",
        title: "Time to first <payment>".into(),
        description: "Started at 14 days".into(),
        weeks: 13,
        today: 10,
        week_names: (27..40).map(|week| format!("W{week}")).collect(),
        start: (14.0, "14".into()),
        middle: Some((10.0, "10".into())),
        target: (6.0, "6".into()),
        target_label: "target 6 days".into(),
        plan: PaceLine::even((0.0, 14.0), (13.0, 6.0)),
        readings: (1..)
            .zip(values)
            .map(|(week, value)| Reading {
                week,
                value,
                mark: Mark::Good,
            })
            .collect(),
        landing: Some((7.5, "lands at 7.5 days".into())),
        flags: vec![(4, 'a')],
        ..BurnUp::default()
    }
}

#[test]
fn draws_value_plan_target_and_forecast() {
    let drawn = burnup(&falling());
    for class in [
        "band", "goal", "pace", "line", "proj", "drop", "flag", "axis",
    ] {
        assert!(
            drawn.contains(&format!("class=\"{class}\"")),
            "{class}: {drawn}"
        );
    }
    assert!(drawn.contains("Time to first &lt;payment&gt;"));
    assert!(!drawn.contains("style="));
}

#[test]
fn weeks_without_a_value_are_a_dashed_link() {
    let mut chart = falling();
    chart.readings.retain(|reading| reading.week != 3);
    let drawn = burnup(&chart);
    assert_eq!(drawn.matches("class=\"hole\"").count(), 1);
    assert_eq!(drawn.matches("class=\"line\"").count(), 2);
}

#[test]
fn milestones_move_in_steps() {
    let mut chart = falling();
    chart.steps = true;
    let plain = burnup(&falling()).len();
    assert!(burnup(&chart).len() > plain);
}

#[test]
fn an_earlier_target_is_drawn_until_it_changed() {
    let mut chart = falling();
    chart.first_target = Some((4.0, 4.0, "first target 4 days".into()));
    chart.earlier_plans = vec![(PaceLine::even((0.0, 14.0), (13.0, 4.0)), 4.0)];
    chart.plan_from = 4.0;
    let drawn = burnup(&chart);
    assert_eq!(drawn.matches("class=\"pace\"").count(), 2);
    assert!(drawn.contains("first target 4 days"));
}

/// Every text of a picture with its box, as the label code itself measures it.
fn texts(svg: &str) -> Vec<(String, Area)> {
    let attribute = |tag: &str, name: &str| -> Option<String> {
        let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
        Some(tag[at..].split('"').next()?.to_owned())
    };
    svg.split("<text")
        .skip(1)
        .filter(|part| !part.contains("flagt"))
        .map(|part| {
            let (tag, rest) = part.split_once('>').unwrap();
            let content = rest.split('<').next().unwrap().to_owned();
            let anchor = match attribute(tag, "text-anchor").as_deref() {
                Some("end") => Anchor::End,
                Some("middle") => Anchor::Middle,
                _ => Anchor::Start,
            };
            let number = |name| attribute(tag, name).unwrap().parse().unwrap();
            let spot = Spot {
                x: number("x"),
                y: number("y"),
                anchor,
            };
            let area = Area::of_text(&content, tag.contains("strong"), spot);
            (content, area)
        })
        .collect()
}

proptest! {
    #[test]
    fn no_label_touches_another(
        values in prop::collection::vec(0.0..20.0f64, 1..13),
        start in 0.0..20.0f64,
        target in 0.0..20.0f64,
        landing in -5.0..30.0f64,
        first in prop::option::of(0.0..20.0f64),
        weeks in 6u32..53,
    ) {
        prop_assume!((start - target).abs() > 0.5);
        let chart = BurnUp {
            weeks,
            today: values.len() as u32,
            week_names: (1..=weeks).map(|week| format!("W{week:02}")).collect(),
            start: (start, format!("{start:.1}")),
            middle: Some(((start + target) / 2.0, format!("{:.1}", (start + target) / 2.0))),
            target: (target, format!("{target:.1}")),
            target_label: format!("target {target:.1} days"),
            plan: PaceLine::even((0.0, start), (f64::from(weeks), target)),
            readings: (1..)
                .zip(values)
                .map(|(week, value)| Reading { week, value, mark: Mark::Good })
                .collect(),
            landing: Some((landing, format!("lands at {landing:.1} days"))),
            first_target: first.map(|first| (first, 4.0, format!("first target {first:.1}"))),
            ..BurnUp::default()
        };
        let texts = texts(&burnup(&chart));
        for (index, (one, area)) in texts.iter().enumerate() {
            for (other, beside) in &texts[index + 1..] {
                prop_assert!(area.overlap(beside) < 1.0, "{one} touches {other}");
            }
        }
    }

    #[test]
    fn whatever_the_numbers_nothing_breaks(values in prop::collection::vec(any::<f64>(), 0..5)) {
        let mut chart = falling();
        chart.readings = (1..)
            .zip(values)
            .map(|(week, value)| Reading { week, value, mark: Mark::NotOk })
            .collect();
        chart.landing = chart.readings.last().map(|last| (last.value * 2.0, "lands".into()));
        let drawn = burnup(&chart);
        prop_assert!(!drawn.contains("NaN") && !drawn.contains("inf"));
    }
}
