//! The agenda of a talk, for a terminal and as Markdown. What is in it and in which words comes from
//! `report`, which prints the same on paper.

pub mod markdown;
pub mod terminal;
