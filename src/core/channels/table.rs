//! A table whose entries have small integer names, in the order of their insertion.

/// Names a channel. The lower 20 bits are its place, the upper 12 tell apart the channels that
/// have had that place, so that an id that outlived its channel finds nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ChannelId(pub u32);

const INDEX_BITS: u32 = 20;

impl ChannelId {
    fn index(self) -> usize {
        self.0 as usize & ((1 << INDEX_BITS) - 1)
    }
}

#[derive(Debug)]
pub(super) struct Table<T> {
    /// Each entry at its place, with its id. Apart from the list itself, which doubles, in a memory that never shrinks.
    places: Vec<Option<Box<(ChannelId, T)>>>,
    /// The ids that places without an entry have next.
    free: Vec<ChannelId>,
    /// The ids of the entries, oldest first.
    ids: Vec<ChannelId>,
}

impl<T> Table<T> {
    pub(super) fn new() -> Self {
        Self { places: Vec::new(), free: Vec::new(), ids: Vec::new() }
    }

    /// Adds an entry; `None` if the table is full.
    pub(super) fn insert(&mut self, entry: T) -> Option<ChannelId> {
        if self.free.is_empty() {
            let index = self.places.len();
            if index >> INDEX_BITS != 0 {
                return None;
            }
            self.places.push(None);
            self.free.push(ChannelId(index as u32));
        }
        let id = self.free.pop()?;
        *self.places.get_mut(id.index())? = Some(Box::new((id, entry)));
        self.ids.push(id);
        Some(id)
    }

    pub(super) fn get(&self, id: ChannelId) -> Option<&T> {
        let (present, entry) = &**self.places.get(id.index())?.as_ref()?;
        (*present == id).then_some(entry)
    }

    pub(super) fn get_mut(&mut self, id: ChannelId) -> Option<&mut T> {
        let (present, entry) = &mut **self.places.get_mut(id.index())?.as_mut()?;
        (*present == id).then_some(entry)
    }

    pub(super) fn remove(&mut self, id: ChannelId) -> Option<T> {
        let (_, entry) = *self.places.get_mut(id.index())?.take_if(|place| place.0 == id)?;
        self.free.push(ChannelId(id.0.wrapping_add(1 << INDEX_BITS)));
        let index = self.ids.iter().position(|present| *present == id)?;
        self.ids.remove(index);
        Some(entry)
    }

    /// The ids of the entries, oldest first.
    pub(super) fn ids(&self) -> &[ChannelId] {
        &self.ids
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_keep_their_order_when_places_are_reused() {
        let mut table = Table::new();
        let ids: Vec<_> = "abcd".chars().map(|c| table.insert(c).expect("there is room")).collect();
        assert_eq!(table.remove(ids[1]), Some('b'));
        assert_eq!(table.remove(ids[0]), Some('a'));
        let e = table.insert('e').expect("there is room");
        let f = table.insert('f').expect("there is room");
        assert_eq!(table.ids().iter().filter_map(|&id| table.get(id)).collect::<String>(), "cdef");
        assert_eq!([e.index(), f.index()], [0, 1], "free places are used first");
        assert_eq!(table.remove(f), Some('f'));
        assert_eq!(table.remove(ids[2]), Some('c'));
        assert_eq!(table.ids(), [ids[3], e]);
    }

    #[test]
    fn places_are_given_out_one_after_the_other() {
        let mut table = Table::new();
        let ids: Vec<_> = (0..1_000).map(|n| table.insert(n).expect("there is room")).collect();
        assert!(ids.iter().zip(0..).all(|(id, index)| id.index() == index));
        assert!(ids.iter().enumerate().all(|(n, &id)| table.get(id) == Some(&n)));
        assert_eq!(table.ids(), ids);
    }

    #[test]
    fn an_id_that_outlived_its_entry_finds_nothing() {
        let mut table = Table::new();
        let a = table.insert('a').expect("there is room");
        table.remove(a);
        let b = table.insert('b').expect("there is room");
        assert_eq!(a.index(), b.index());
        assert_eq!(table.get(a), None);
        assert_eq!(table.remove(a), None);
        assert_eq!(table.get(b), Some(&'b'));
    }
}
