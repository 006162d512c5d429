//! Which gateway version is being played, and the questions the rest of the house asks about it.
//! A version's shape of data is decided where the data is made; only switches live here.

/// The versions worth playing: three were recorded, `V2026_6_11` differs from its neighbour only
/// in what the operator meets first (protocol 4 under a policy that forbids WebAssembly).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Profile {
    V2026_2_6,
    V2026_4_15,
    V2026_6_11,
    V2026_9_6,
}

impl Profile {
    pub const ALL: [Profile; 4] =
        [Profile::V2026_2_6, Profile::V2026_4_15, Profile::V2026_6_11, Profile::V2026_9_6];

    pub fn named(name: &str) -> Option<Profile> {
        Profile::ALL.into_iter().find(|profile| profile.name() == name)
    }

    pub fn name(self) -> &'static str {
        match self {
            Profile::V2026_2_6 => "2026.2.6-3",
            Profile::V2026_4_15 => "2026.4.15",
            Profile::V2026_6_11 => "2026.6.11",
            Profile::V2026_9_6 => "2026.9.6",
        }
    }

    /// What `server.version` says: 2026.2.6-3 does not know its own name.
    pub fn server_version(self) -> &'static str {
        if self == Profile::V2026_2_6 { "dev" } else { self.name() }
    }

    pub fn protocol(self) -> u64 {
        if self < Profile::V2026_6_11 { 3 } else { 4 }
    }

    /// The shape of payloads that protocol 4 brought and 2026.9.6 was recorded with.
    pub fn is_new_shape(self) -> bool {
        self >= Profile::V2026_6_11
    }

    /// `session.message`, `session.tool` and `sessions.changed`, and the methods to subscribe.
    pub fn has_session_events(self) -> bool {
        self >= Profile::V2026_4_15
    }

    /// Whether each client has numbers of its own. Before, one count served all clients, and an
    /// event for one connection carried no number at all.
    pub fn numbers_per_client(self) -> bool {
        self.is_new_shape()
    }

    pub fn max_payload(self) -> u64 {
        if self == Profile::V2026_2_6 { 512 * 1024 } else { 25 * 1024 * 1024 }
    }

    pub fn max_buffered(self) -> u64 {
        if self == Profile::V2026_2_6 { 1536 * 1024 } else { 50 * 1024 * 1024 }
    }

    /// How long chat deltas of one run are gathered.
    pub fn delta_gap_ms(self) -> u64 {
        if self.is_new_shape() { 75 } else { 150 }
    }

    /// Whether refusals name themselves in `details.code`.
    pub fn has_detail_codes(self) -> bool {
        self >= Profile::V2026_4_15
    }
}

#[cfg(test)]
mod tests {
    use super::Profile;

    #[test]
    fn every_version_is_found_by_its_name() {
        for profile in Profile::ALL {
            assert_eq!(Profile::named(profile.name()), Some(profile));
        }
        assert_eq!(Profile::named("2026.1.1"), None);
    }
}
