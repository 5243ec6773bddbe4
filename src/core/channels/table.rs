//! A table whose entries have small integer names, in the order of their insertion.

/// Names a channel. The lower 20 bits are its place, the upper 12 tell apart the channels that
/// have had that place, so that an id that outlived its channel finds nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChannelId(pub u32);

const INDEX_BITS: u32 = 20;
const NONE: u32 = u32::MAX;

impl ChannelId {
    fn index(self) -> usize {
        (self.0 & ((1 << INDEX_BITS) - 1)) as usize
    }
}

#[derive(Debug)]
struct Slot<T> {
    /// The id of the entry, or of the next one to be had here.
    id: ChannelId,
    entry: Option<T>,
    /// Neighbours in the order of insertion; of a free slot, `next` is the next free one.
    previous: u32,
    next: u32,
}

#[derive(Debug)]
pub(super) struct Table<T> {
    slots: Vec<Slot<T>>,
    first: u32,
    last: u32,
    free: u32,
}

impl<T> Table<T> {
    pub(super) fn new() -> Self {
        Self { slots: Vec::new(), first: NONE, last: NONE, free: NONE }
    }

    /// Adds an entry; `None` if the table is full.
    pub(super) fn insert(&mut self, entry: T) -> Option<ChannelId> {
        let index = if self.free == NONE {
            let index = self.slots.len() as u32;
            if index >> INDEX_BITS != 0 {
                return None;
            }
            self.slots.push(Slot { id: ChannelId(index), entry: None, previous: NONE, next: NONE });
            index
        } else {
            self.free
        };
        let last = self.last;
        let slot = &mut self.slots[index as usize];
        if self.free != NONE {
            self.free = slot.next;
        }
        slot.entry = Some(entry);
        slot.previous = last;
        slot.next = NONE;
        let id = slot.id;
        self.last = index;
        match self.slots.get_mut(last as usize) {
            Some(slot) => slot.next = index,
            None => self.first = index,
        }
        Some(id)
    }

    pub(super) fn get(&self, id: ChannelId) -> Option<&T> {
        let slot = self.slots.get(id.index())?;
        if slot.id == id { slot.entry.as_ref() } else { None }
    }

    pub(super) fn get_mut(&mut self, id: ChannelId) -> Option<&mut T> {
        let slot = self.slots.get_mut(id.index())?;
        if slot.id == id { slot.entry.as_mut() } else { None }
    }

    pub(super) fn remove(&mut self, id: ChannelId) -> Option<T> {
        let index = id.index();
        let slot = self.slots.get_mut(index).filter(|slot| slot.id == id)?;
        let entry = slot.entry.take()?;
        let (previous, next) = (slot.previous, slot.next);
        slot.id = ChannelId(slot.id.0.wrapping_add(1 << INDEX_BITS));
        slot.next = self.free;
        self.free = index as u32;
        match self.slots.get_mut(previous as usize) {
            Some(slot) => slot.next = next,
            None => self.first = next,
        }
        match self.slots.get_mut(next as usize) {
            Some(slot) => slot.previous = previous,
            None => self.last = previous,
        }
        Some(entry)
    }

    /// The ids of the entries, oldest first.
    pub(super) fn ids(&self) -> Vec<ChannelId> {
        let mut ids = Vec::with_capacity(self.slots.len());
        let mut next = self.first;
        while let Some(slot) = self.slots.get(next as usize) {
            ids.push(slot.id);
            next = slot.next;
        }
        ids
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
        assert_eq!(table.ids().into_iter().filter_map(|id| table.get(id)).collect::<String>(), "cdef");
        assert_eq!(table.slots.len(), 4, "free places are used first");
        assert_eq!(table.remove(f), Some('f'));
        assert_eq!(table.remove(ids[2]), Some('c'));
        assert_eq!(table.ids(), [ids[3], e]);
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
