//! What channels' names make them.

use crate::support::{Harness, Json};
use pusher_wasm::core::Value;
use pusher_wasm::core::channels::{Kind, NameError};

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
        let mut h = Harness::with(|_| {});
        let added = h.client.add_channel(Json::text(name));
        let found = added.map(|id| h.client.channel(id).expect("it is there").kind());
        assert_eq!(found, kind, "{name}");
    }
}
