//! A table whose entries have small integer names, in the order of their insertion.

/// Names a channel. The lower 20 bits are its place, the upper 12 tell apart the channels that
/// have had that place, so that an id that outlived its channel finds nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ChannelId(pub u32);

const INDEX_BITS: u32 = 20;
const NONE: u32 = u32::MAX;

/// Slots that are allocated at a time: one list that doubles would have up to twice as many as there are channels, beside
/// what it has left behind in a memory that never shrinks.
const PAGE: usize = 16;

impl ChannelId {
    fn index(self) -> u32 {
        self.0 & ((1 << INDEX_BITS) - 1)
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
    pages: Vec<Box<[Slot<T>; PAGE]>>,
    first: u32,
    last: u32,
    free: u32,
}

impl<T> Table<T> {
    pub(super) fn new() -> Self {
        Self { pages: Vec::new(), first: NONE, last: NONE, free: NONE }
    }

    /// Adds an entry; `None` if the table is full.
    pub(super) fn insert(&mut self, entry: T) -> Option<ChannelId> {
        let (last, index) = (self.last, if self.free == NONE { self.add_page()? } else { self.free });
        let slot = self.slot_mut(index)?;
        let (id, next_free) = (slot.id, slot.next);
        slot.entry = Some(entry);
        slot.previous = last;
        slot.next = NONE;
        self.free = next_free;
        self.last = index;
        match self.slot_mut(last) {
            Some(slot) => slot.next = index,
            None => self.first = index,
        }
        Some(id)
    }

    /// Makes free slots and returns the first; `None` if there are no more to be had.
    fn add_page(&mut self) -> Option<u32> {
        let first = self.pages.len() * PAGE;
        if first >> INDEX_BITS != 0 {
            return None;
        }
        self.pages.push(Box::new(std::array::from_fn(|place| {
            let index = (first + place) as u32;
            let next = if place + 1 < PAGE { index + 1 } else { NONE };
            Slot { id: ChannelId(index), entry: None, previous: NONE, next }
        })));
        Some(first as u32)
    }

    fn slot(&self, index: u32) -> Option<&Slot<T>> {
        self.pages.get(index as usize / PAGE)?.get(index as usize % PAGE)
    }

    fn slot_mut(&mut self, index: u32) -> Option<&mut Slot<T>> {
        self.pages.get_mut(index as usize / PAGE)?.get_mut(index as usize % PAGE)
    }

    pub(super) fn get(&self, id: ChannelId) -> Option<&T> {
        let slot = self.slot(id.index())?;
        if slot.id == id { slot.entry.as_ref() } else { None }
    }

    pub(super) fn get_mut(&mut self, id: ChannelId) -> Option<&mut T> {
        let slot = self.slot_mut(id.index())?;
        if slot.id == id { slot.entry.as_mut() } else { None }
    }

    pub(super) fn remove(&mut self, id: ChannelId) -> Option<T> {
        let free = self.free;
        let slot = self.slot_mut(id.index()).filter(|slot| slot.id == id)?;
        let entry = slot.entry.take()?;
        let (previous, next) = (slot.previous, slot.next);
        slot.id = ChannelId(slot.id.0.wrapping_add(1 << INDEX_BITS));
        slot.next = free;
        self.free = id.index();
        match self.slot_mut(previous) {
            Some(slot) => slot.next = next,
            None => self.first = next,
        }
        match self.slot_mut(next) {
            Some(slot) => slot.previous = previous,
            None => self.last = previous,
        }
        Some(entry)
    }

    /// The ids of the entries, oldest first.
    pub(super) fn ids(&self) -> Vec<ChannelId> {
        let mut ids = Vec::with_capacity(self.pages.len() * PAGE);
        let mut next = self.first;
        while let Some(slot) = self.slot(next) {
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
        assert_eq!([e.index(), f.index()], [0, 1], "free places are used first");
        assert_eq!(table.remove(f), Some('f'));
        assert_eq!(table.remove(ids[2]), Some('c'));
        assert_eq!(table.ids(), [ids[3], e]);
    }

    #[test]
    fn pages_are_filled_one_after_the_other() {
        let mut table = Table::new();
        let ids: Vec<_> = (0..1_000).map(|n| table.insert(n).expect("there is room")).collect();
        assert_eq!(table.pages.len(), 1_000_usize.div_ceil(PAGE));
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
