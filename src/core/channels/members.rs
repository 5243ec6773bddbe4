//! The members of a presence channel.

use super::super::protocol::Value;

/// Who is on a presence channel. The map is the host's own object, as the server's message brought it: what
/// the application reads is what is changed here.
#[derive(Clone, Debug)]
pub struct Members<V> {
    by_id: V,
    count: f64,
    /// `undefined` until it is known.
    my_id: V,
    /// The authorization of a subscription that waits for the user to be signed in.
    grant: Option<V>,
}

impl<V: Value> Members<V> {
    pub(super) fn new() -> Self {
        Self { by_id: V::object(), count: 0.0, my_id: V::undefined(), grant: None }
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
        Some(&self.my_id).filter(|id| !id.is_undefined())
    }

    /// What `Order::SetMembers` tells.
    pub(crate) fn to_values(&self) -> [V; 3] {
        [self.by_id.clone(), V::number(self.count), self.my_id.clone()]
    }

    pub(super) fn set_my_id(&mut self, id: V) {
        self.my_id = id;
    }

    pub(super) fn hold_grant(&mut self, grant: V) {
        self.grant = Some(grant);
    }

    pub(super) fn take_grant(&mut self) -> Option<V> {
        self.grant.take()
    }

    /// Takes over the server's list, `{presence: {hash, count}}`; `false` if it is none. Servers in PHP (Reverb) write a
    /// map that is empty, or whose keys are 0, 1 and so on, as an array.
    pub(super) fn replace(&mut self, data: &V) -> bool {
        let presence = data.property("presence");
        let by_id = presence.property("hash");
        let count = presence.get_number("count");
        let is_list = !count.is_nan() && (by_id.is_object() || by_id.length().is_some());
        if is_list {
            self.count = count;
            self.by_id = by_id;
        }
        is_list
    }

    /// Adds a member, or renews what is known of one.
    pub(super) fn add(&mut self, id: &V, info: V) {
        if !self.by_id.has(id) {
            self.count += 1.0;
        }
        self.by_id.set(id, info);
    }

    /// Removes a member. What was known of it; `None` if there was none.
    pub(super) fn remove(&mut self, id: &V) -> Option<V> {
        let info = self.by_id.has(id).then(|| self.by_id.entry(id))?;
        self.by_id.remove(id);
        self.count -= 1.0;
        Some(info)
    }
}
