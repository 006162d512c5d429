//! Overview: whether all is well, who is connected, what waits for the operator.

pub mod actions;
pub mod agents;
pub mod channel_lines;
pub mod figures;
pub mod gateway_facts;
pub mod matters;
pub mod people;
pub mod presence;
pub mod recent;
pub mod running;
pub mod state;
pub mod ticking;
pub mod today;
pub mod verdict;
pub mod view;
pub mod waiting;
