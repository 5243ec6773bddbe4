//! Waiting for a promise to be rejected.
//!
//! `wasm_bindgen_futures::spawn_local` brings a queue of tasks along, 8 KB of it. There is never more to do here than
//! to look at one promise again, when it says so itself: that needs a waker and no queue.

#![allow(unsafe_code)] // a waker without `Send`: see `VTABLE`

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Who hears of a rejection.
type Rejected = Box<dyn FnOnce(JsValue)>;

/// A promise and who hears if it is rejected. Empty once it is settled, and while it is being looked at.
struct Watch(Cell<Option<(JsFuture, Rejected)>>);

/// Calls `rejected` with the reason if the promise is rejected; never at once.
pub(super) fn watch(promise: Promise, rejected: impl FnOnce(JsValue) + 'static) {
    look(&Rc::new(Watch(Cell::new(Some((promise.into(), Box::new(rejected)))))));
}

fn look(watch: &Rc<Watch>) {
    let Some((mut promise, rejected)) = watch.0.take() else { return };
    match Pin::new(&mut promise).poll(&mut Context::from_waker(&waker(watch.clone()))) {
        Poll::Pending => watch.0.set(Some((promise, rejected))),
        Poll::Ready(Err(reason)) => rejected(reason),
        Poll::Ready(Ok(_)) => {}
    }
}

/// The data pointer of a waker with this table is `Rc::into_raw` of a `Watch`, and owns one strong count. A `Waker` is
/// `Send`, an `Rc` is not: sound, because this module is for one thread (wasm32 without atomics), and the waker goes to
/// nobody but the promise's own callbacks.
const VTABLE: RawWakerVTable = RawWakerVTable::new(
    |data| {
        // SAFETY: see above; the clone owns the count that is added here.
        unsafe { Rc::increment_strong_count(data.cast::<Watch>()) };
        RawWaker::new(data, &VTABLE)
    },
    // SAFETY: see above; waking by value gives the count back.
    |data| look(&unsafe { Rc::from_raw(data.cast::<Watch>()) }),
    |data| {
        // SAFETY: see above; the count that the clone of the `Rc` owns is its own.
        let watch = unsafe {
            Rc::increment_strong_count(data.cast::<Watch>());
            Rc::from_raw(data.cast::<Watch>())
        };
        look(&watch);
    },
    // SAFETY: see above; dropping gives the count back.
    |data| drop(unsafe { Rc::from_raw(data.cast::<Watch>()) }),
);

fn waker(watch: Rc<Watch>) -> Waker {
    // SAFETY: `VTABLE` says what it asks of the pointer.
    unsafe { Waker::from_raw(RawWaker::new(Rc::into_raw(watch).cast(), &VTABLE)) }
}
