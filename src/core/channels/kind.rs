//! What a channel's name makes it.

use super::super::protocol::Value;

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

/// How the names of other than public channels begin.
pub(super) const PREFIXES: &str = "private-encrypted-* private-* presence-* #*";

impl Kind {
    /// What a name makes a channel; `prefixes` are the [words](Value::words) of [`PREFIXES`].
    pub(super) fn of<V: Value>(name: &V, prefixes: &V) -> Result<Self, NameError> {
        match name.place_in(prefixes) {
            #[cfg(feature = "encryption")]
            Some(0) => Ok(Self::Encrypted),
            #[cfg(not(feature = "encryption"))]
            Some(0) => Err(NameError::Encrypted),
            Some(1) => Ok(Self::Private),
            Some(2) => Ok(Self::Presence),
            Some(_) => Err(NameError::Reserved),
            None => Ok(Self::Public),
        }
    }
}
