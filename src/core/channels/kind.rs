//! What a channel's name makes it.

/// The kind of a channel (Channels protocol, "Channel naming conventions"). Cache channels are of the kind
/// that the rest of their name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Anybody may subscribe.
    Public,
    /// `private-`: the application authorizes.
    Private,
    /// `private-encrypted-`: private, and the server cannot read the events.
    #[cfg(feature = "encryption")]
    Encrypted,
    /// `presence-`: the application authorizes, and members see each other.
    Presence,
    /// `#server-to-user-`: the signed-in user's own, which no application subscribes to by name.
    User,
}

/// Why a channel of this name cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameError {
    /// `#…`: reserved for the server's own channels.
    Reserved,
    /// `private-encrypted-…`: this build cannot decrypt.
    Encrypted,
    /// The table is full (1,048,576 channels).
    TooMany,
}

impl Kind {
    pub(crate) fn of(name: &str) -> Result<Self, NameError> {
        if name.starts_with("private-encrypted-") {
            #[cfg(feature = "encryption")]
            return Ok(Self::Encrypted);
            #[cfg(not(feature = "encryption"))]
            Err(NameError::Encrypted)
        } else if name.starts_with("private-") {
            Ok(Self::Private)
        } else if name.starts_with("presence-") {
            Ok(Self::Presence)
        } else if name.starts_with('#') {
            Err(NameError::Reserved)
        } else {
            Ok(Self::Public)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_kinds() {
        for (name, kind) in [
            ("news", Ok(Kind::Public)),
            ("", Ok(Kind::Public)),
            ("privateer", Ok(Kind::Public)),
            ("cache-a", Ok(Kind::Public)),
            ("private-a", Ok(Kind::Private)),
            ("private-cache-a", Ok(Kind::Private)),
            ("presence-cache-a", Ok(Kind::Presence)),
            #[cfg(feature = "encryption")]
            ("private-encrypted-a", Ok(Kind::Encrypted)),
            #[cfg(not(feature = "encryption"))]
            ("private-encrypted-a", Err(NameError::Encrypted)),
            ("#server-to-user-1", Err(NameError::Reserved)),
        ] {
            assert_eq!(Kind::of(name), kind, "{name}");
        }
    }
}
