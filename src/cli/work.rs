//! The same work on many files, on as many threads as there are processors. What is made of them comes back in the
//! order of the files, whatever thread was first.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use super::output::Stop;

/// Does `work` on every item and hands the results to `take` in order. Ends early when `take` does.
pub(super) fn in_order<I: Sync, R: Send>(
    items: &[I],
    threads: Option<NonZeroUsize>,
    work: impl Fn(&I) -> R + Sync,
    mut take: impl FnMut(usize, R) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let threads =
        threads.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get).min(items.len());
    if threads <= 1 {
        for (index, item) in items.iter().enumerate() {
            take(index, work(item))?;
        }
        return Ok(());
    }
    let next = AtomicUsize::new(0);
    let stopped = AtomicBool::new(false);
    thread::scope(|scope| {
        let (send, receive) = mpsc::channel();
        for _ in 0..threads {
            let (send, next, stopped, work) = (send.clone(), &next, &stopped, &work);
            scope.spawn(move || {
                while !stopped.load(Ordering::Relaxed) {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else { break };
                    if send.send((index, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        let mut waiting = BTreeMap::new();
        let mut due = 0;
        for (index, result) in receive {
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&due) {
                if let Err(stop) = take(due, result) {
                    stopped.store(true, Ordering::Relaxed);
                    return Err(stop);
                }
                due += 1;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..200).collect();
        for threads in [1, 2, 7] {
            let mut seen = Vec::new();
            let result = in_order(
                &items,
                NonZeroUsize::new(threads),
                |i| i * i,
                |index, square| {
                    seen.push((index, square));
                    Ok(())
                },
            );
            assert!(result.is_ok());
            assert_eq!(seen, items.iter().map(|i| (*i, i * i)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_first_stop_ends_the_work() {
        let items: Vec<usize> = (0..200).collect();
        let mut taken = 0;
        let result = in_order(
            &items,
            NonZeroUsize::new(4),
            |i| *i,
            |index, _| {
                taken += 1;
                if index == 3 {
                    return Err(Stop::Failed("full".to_owned()));
                }
                Ok(())
            },
        );
        assert!(matches!(result, Err(Stop::Failed(_))));
        assert_eq!(taken, 4);
    }
}
