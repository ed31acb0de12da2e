//! One person's quarter as it goes on: values and confidence move, tasks and obstacles come, stay
//! and go. `check_in` tells it in words.

use super::calendar::{Date, Week};
use super::key_result::KeyResult;
use super::random::Random;
use super::sentences as choices;
use super::team::{Cycle, Objective};
use super::words::{Facts, fill};

pub struct Timeline {
    /// Index of the person.
    pub person: usize,
    pub random: Random,
    pub readings: Vec<Reading>,
    pub obstacles: Vec<Obstacle>,
    pub tasks: Vec<Task>,
    pub follow_ups: Vec<Task>,
}

/// Where one key result stands this week.
pub struct Reading {
    /// Indices into the cycle's objectives and the objective's key results.
    place: (usize, usize),
    /// `objective/key-result`.
    pub reference: String,
    pub value: Option<i64>,
    pub before: Option<i64>,
    pub confidence: Confidence,
    pub confidence_before: Confidence,
    /// From 0 at the start to 1 at the target.
    progress: f64,
    /// How much faster or slower than planned this key result goes.
    speed: f64,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    NotOk,
    Good,
    VeryGood,
}

pub struct Obstacle {
    pub title: String,
    pub slows: Vec<String>,
    pub resolved: bool,
}

pub struct Task {
    pub text: String,
    pub due: Date,
    pub state: TaskState,
    /// The title of the obstacle that it shall clear.
    obstacle: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum TaskState {
    Open,
    Done,
    Dropped,
}

impl Timeline {
    pub fn new(person: usize, random: Random) -> Self {
        let (readings, obstacles) = (Vec::new(), Vec::new());
        Self {
            person,
            random,
            readings,
            obstacles,
            tasks: Vec::new(),
            follow_ups: Vec::new(),
        }
    }

    /// Takes up the person's key results of a new cycle.
    pub fn begin(&mut self, cycle: &Cycle) {
        self.readings.clear();
        for (index, objective) in cycle.objectives.iter().enumerate() {
            for (number, key_result) in objective.key_results.iter().enumerate() {
                if key_result.owner == self.person {
                    let reference = format!("{}/{}", objective.id, key_result.id);
                    self.readings
                        .push(Reading::new((index, number), reference, &mut self.random));
                }
            }
        }
    }

    /// Lets a week go by of which the person writes.
    pub fn advance(&mut self, cycle: &Cycle, week: usize) {
        let elapsed = (week + 1) as f64 / cycle.weeks.len() as f64;
        for reading in &mut self.readings {
            let key_result = reading.key_result(cycle);
            let step = 1.0 / cycle.weeks.len() as f64;
            reading.advance(key_result, elapsed, step, &mut self.random);
        }
        let last = week + 1 == cycle.weeks.len();
        self.advance_obstacles(last);
        self.advance_tasks(cycle.weeks[week]);
    }

    /// In the last week of a cycle everything is resolved, as its key results end with it.
    fn advance_obstacles(&mut self, last: bool) {
        self.obstacles.retain(|obstacle| !obstacle.resolved);
        let random = &mut self.random;
        for obstacle in &mut self.obstacles {
            obstacle.resolved = last || random.chance(35);
        }
        if !last && self.obstacles.len() < 2 && random.chance(45) {
            let title = new_title(&self.obstacles, random);
            let slows = match self.readings.len() {
                count if count > 1 && random.chance(40) => 0..2,
                count => {
                    let one = random.below(count);
                    one..one + 1
                }
            };
            let slows = self.readings[slows]
                .iter()
                .map(|it| it.reference.clone())
                .collect();
            self.obstacles.push(Obstacle {
                title,
                slows,
                resolved: false,
            });
        }
    }

    fn advance_tasks(&mut self, week: Week) {
        for tasks in [&mut self.tasks, &mut self.follow_ups] {
            tasks.retain(|task| task.state == TaskState::Open);
            for task in tasks {
                task.advance(week, &mut self.random);
            }
        }
        for obstacle in self.obstacles.iter().filter(|it| !it.resolved) {
            let planned = |task: &Task| {
                task.state == TaskState::Open && task.obstacle.as_ref() == Some(&obstacle.title)
            };
            if !self.tasks.iter().any(planned) {
                let quoted = format!("“{}”", obstacle.title);
                let key_result = &obstacle.slows[0];
                let facts = Facts {
                    key_result,
                    obstacle: &quoted,
                    ..Facts::NONE
                };
                let mut task = Task::new(choices::OBSTACLE_TASKS, &facts, week, &mut self.random);
                task.obstacle = Some(obstacle.title.clone());
                self.tasks.push(task);
            }
        }
        while open(&self.tasks) < 2 {
            self.tasks.push(Task::new(
                choices::TASKS,
                &Facts::NONE,
                week,
                &mut self.random,
            ));
        }
    }

    /// What is agreed on in the talk.
    pub fn follow_up(&mut self, week: Week) {
        if open(&self.follow_ups) == 0 || self.random.chance(25) {
            let task = Task::new(choices::FOLLOW_UPS, &Facts::NONE, week, &mut self.random);
            self.follow_ups.push(task);
        }
    }
}

impl Reading {
    fn new(place: (usize, usize), reference: String, random: &mut Random) -> Self {
        let speed = 0.65 + random.fraction() * 0.6;
        let good = Confidence::Good;
        Self {
            place,
            reference,
            value: None,
            before: None,
            confidence: good,
            confidence_before: good,
            progress: 0.0,
            speed,
        }
    }

    pub fn objective<'a>(&self, cycle: &'a Cycle) -> &'a Objective {
        &cycle.objectives[self.place.0]
    }

    pub fn key_result<'a>(&self, cycle: &'a Cycle) -> &'a KeyResult {
        &self.objective(cycle).key_results[self.place.1]
    }

    pub fn moved(&self) -> bool {
        self.before.is_some() && self.before != self.value
    }

    /// Confidence follows the pace, though not always.
    fn advance(&mut self, key_result: &KeyResult, elapsed: f64, step: f64, random: &mut Random) {
        self.progress += step * self.speed * (random.fraction() * 2.4 - 0.2);
        self.before = self.value;
        self.value = Some(key_result.value(self.progress, random.fraction()));
        self.confidence_before = self.confidence;
        let felt = self.progress - elapsed + random.fraction() * 0.2 - 0.1;
        self.confidence = match felt {
            it if it > 0.0 => Confidence::VeryGood,
            it if it > -0.2 => Confidence::Good,
            _ => Confidence::NotOk,
        };
    }
}

impl Confidence {
    pub fn word(self) -> &'static str {
        match self {
            Self::NotOk => "not-ok",
            Self::Good => "good",
            Self::VeryGood => "very-good",
        }
    }
}

impl Task {
    fn new(choices: &[&str], facts: &Facts, week: Week, random: &mut Random) -> Self {
        let mut text = String::new();
        fill(
            &mut text,
            random,
            choices[random.clone().below(choices.len())],
            facts,
        );
        let due = week.day(random.between(7, 18));
        Self {
            text,
            due,
            state: TaskState::Open,
            obstacle: None,
        }
    }

    fn advance(&mut self, week: Week, random: &mut Random) {
        if random.chance(50) {
            self.state = TaskState::Done;
        } else if random.chance(8) {
            self.state = TaskState::Dropped;
            self.text.push_str("; ");
            let reason = choices::DROPPED[random.below(choices::DROPPED.len())];
            fill(&mut self.text, random, reason, &Facts::NONE);
        } else if self.due <= week.friday() && random.chance(80) {
            self.due = week.day(random.between(7, 14));
        }
    }
}

/// A title that begins in another way than those of the open obstacles, so that none is mistaken for
/// one of them.
fn new_title(obstacles: &[Obstacle], random: &mut Random) -> String {
    loop {
        let mut title = String::new();
        let kind = choices::OBSTACLES[random.below(choices::OBSTACLES.len())];
        fill(&mut title, random, kind, &Facts::NONE);
        if obstacles.iter().all(|it| it.title[..8] != title[..8]) {
            return title;
        }
    }
}

fn open(tasks: &[Task]) -> usize {
    tasks
        .iter()
        .filter(|task| task.state == TaskState::Open)
        .count()
}
