//! Settings: how this browser shows the console, what it keeps, and how to take that along or be rid
//! of it. Of the gateway it is only asked what it pushes to this browser.

pub mod carry;
pub mod dress;
pub mod forget;
pub mod gateways;
pub mod kept;
pub mod looks;
pub mod pushed;
pub mod shortcuts;
pub mod state;
pub mod stored;
pub mod told;
pub mod version;
pub mod view;
