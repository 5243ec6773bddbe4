//! The members of a presence channel.

use super::super::io::Member;
use super::super::protocol::Value;

/// Who is on a presence channel. The map is the host's own object, as the server's message brought it: what
/// the application reads is what is changed here.
#[derive(Clone, Debug)]
pub struct Members<V> {
    by_id: V,
    count: f64,
    my_id: Option<V>,
    /// The authorization of a subscription that waits for the user to be signed in.
    grant: Option<V>,
}

impl<V: Value> Members<V> {
    pub(super) fn new() -> Self {
        Self { by_id: V::object(), count: 0.0, my_id: None, grant: None }
    }

    /// Members' info by user id.
    pub fn by_id(&self) -> &V {
        &self.by_id
    }

    /// How many members there are: the server's count, kept up since.
    #[must_use]
    pub fn count(&self) -> f64 {
        self.count
    }

    /// The own user id, once authorized.
    #[must_use]
    pub fn my_id(&self) -> Option<&V> {
        self.my_id.as_ref()
    }

    pub(super) fn set_my_id(&mut self, id: V) {
        self.my_id = Some(id);
    }

    pub(super) fn hold_grant(&mut self, grant: V) {
        self.grant = Some(grant);
    }

    pub(super) fn take_grant(&mut self) -> Option<V> {
        self.grant.take()
    }

    /// Takes over the server's list: `{presence: {hash, count}}`.
    pub(super) fn replace(&mut self, data: &V) -> Result<(), &'static str> {
        const WRONG: &str = "A presence subscription brought no list of members";
        let presence = data.get("presence").ok_or(WRONG)?;
        let by_id = presence.get("hash").filter(Value::is_object).ok_or(WRONG)?;
        self.count = presence.get("count").and_then(|count| count.as_number()).ok_or(WRONG)?;
        self.by_id = by_id;
        Ok(())
    }

    /// Adds `{user_id, user_info}`, or renews what is known of a member. `None` if malformed.
    pub(super) fn add(&mut self, data: &V) -> Option<Member<V>> {
        let id = data.get("user_id")?;
        let key = id.as_key()?;
        let info = data.get("user_info").unwrap_or_else(V::undefined);
        if self.by_id.get(&key).is_none() {
            self.count += 1.0;
        }
        self.by_id.set(&key, info.clone());
        Some(Member { id, info })
    }

    /// Removes the member `{user_id}`: `Some(None)` if there was none. `None` if malformed.
    #[allow(clippy::option_option)] // malformed, unknown and removed are three different things
    pub(super) fn remove(&mut self, data: &V) -> Option<Option<Member<V>>> {
        let id = data.get("user_id")?;
        let key = id.as_key()?;
        Some(self.by_id.get(&key).map(|info| {
            self.by_id.remove(&key);
            self.count -= 1.0;
            Member { id, info }
        }))
    }
}
