//! Settings: how this browser shows the console, what it keeps, and how to take that along or be rid
//! of it. Nothing here concerns the gateway.

pub mod carry;
pub mod dress;
pub mod forget;
pub mod gateways;
pub mod kept;
pub mod looks;
pub mod shortcuts;
pub mod stored;
pub mod told;
pub mod version;
pub mod view;
