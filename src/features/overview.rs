//! Overview: whether all is well, who is connected, what waits for the operator.

pub mod view;
